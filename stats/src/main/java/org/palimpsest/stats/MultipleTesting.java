package org.palimpsest.stats;

import java.util.Arrays;
import java.util.Comparator;

/** Corrections for having tested many hypotheses. */
public final class MultipleTesting {
    private MultipleTesting() {}

    /**
     * Holm's step-down adjustment (1979): controls the chance of any false rejection, whatever the dependence between the
     * tests. The i-th smallest of m p-values becomes {@code max over j <= i of min(1, (m - j + 1) p_j)}. O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] holm(double[] log10P) {
        int m = log10P.length;
        for (int i = 0; i < m; i++) {
            if (!(log10P[i] <= 0)) {
                throw new IllegalArgumentException("log10 p must be at most 0, got " + log10P[i] + " at index " + i);
            }
        }
        Integer[] order = new Integer[m];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> log10P[i]));
        double[] adjusted = new double[m];
        double largest = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < m; step++) {
            double scaled = log10P[order[step]] + Math.log10(m - step);
            largest = Math.max(largest, Math.min(0, scaled));
            adjusted[order[step]] = largest;
        }
        return adjusted;
    }
}
