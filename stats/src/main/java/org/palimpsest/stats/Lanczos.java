package org.palimpsest.stats;

import java.util.Arrays;

/** Gauss rules of a discrete measure by the Lanczos process with full reorthogonalisation. */
final class Lanczos {
    private Lanczos() {}

    /**
     * The rule of {@code size} nodes, O(points * size^2).
     *
     * @param points the measure, with more points than {@code size}
     */
    static GaussRule rule(GaussRule points, int size) {
        double[] x = points.nodes();
        double[][] basis = new double[size][];
        double[] diagonal = new double[size];
        double[] off = new double[size - 1];
        double[] current = Arrays.stream(points.weights()).map(Math::sqrt).toArray();
        for (int k = 0; k < size; k++) {
            basis[k] = current;
            double[] next = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] * current[i];
            }
            diagonal[k] = dot(next, current);
            if (k < size - 1) {
                orthogonalise(next, basis, k);
                orthogonalise(next, basis, k);
                off[k] = Math.sqrt(dot(next, next));
                for (int i = 0; i < x.length; i++) {
                    next[i] /= off[k];
                }
                current = next;
            }
        }
        return Tridiagonal.rule(diagonal, off);
    }

    private static void orthogonalise(double[] vector, double[][] basis, int last) {
        for (int j = last; j >= 0; j--) {
            double share = dot(vector, basis[j]);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= share * basis[j][i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
