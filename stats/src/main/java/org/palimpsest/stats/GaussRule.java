package org.palimpsest.stats;

import java.util.Arrays;

/**
 * Few nodes with weights that stand for a standardised rank distribution: m nodes integrate every polynomial of degree below
 * 2m as the ranks themselves do.
 *
 * @param nodes places, mean 0 and variance 1
 * @param weights their shares, which sum to 1
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record GaussRule(double[] nodes, double[] weights) {
    /** Above this many distinct values they are first gathered in blocks, each replaced by two points. */
    private static final int BLOCKS = 1024;

    /** The rule with at most {@code size} nodes; with no more distinct values than that, the distribution itself. */
    static GaussRule of(TieStructure ties, int size) {
        if (ties.untied() && ties.n() > size) {
            return Tridiagonal.rule(new double[size], untiedOffDiagonal(ties.n(), size));
        }
        GaussRule all = points(ties);
        if (all.nodes.length <= size) {
            return all;
        }
        return Lanczos.rule(all.nodes.length > 2 * BLOCKS ? all.gathered() : all, size);
    }

    /** The node farthest from 0. */
    double extent() {
        return Math.max(-nodes[0], nodes[nodes.length - 1]);
    }

    private static GaussRule points(TieStructure ties) {
        double scale = ties.standardDeviation();
        int size = ties.distinct();
        double[] nodes = new double[size];
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            nodes[i] = ties.value(i) / scale;
            weights[i] = (double) ties.count(i) / ties.n();
        }
        return new GaussRule(nodes, weights);
    }

    /** The recurrence of the discrete Chebyshev (Gram) polynomials, which are orthogonal on n equally spaced points. */
    private static double[] untiedOffDiagonal(double n, int size) {
        double variance = (n * n - 1) / 12;
        double[] off = new double[size - 1];
        for (int i = 0; i < off.length; i++) {
            double k = i + 1;
            off[i] = Math.sqrt(k * k * (n * n - k * k) / (4 * (4 * k * k - 1)) / variance);
        }
        return off;
    }

    /** Neighbouring points in blocks, each block as the two points that keep its moments up to the third. */
    private GaussRule gathered() {
        double[] x = new double[2 * BLOCKS];
        double[] w = new double[2 * BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            int from = (int) ((long) nodes.length * block / BLOCKS);
            int to = (int) ((long) nodes.length * (block + 1) / BLOCKS);
            gather(from, to, x, w, 2 * block);
        }
        return new GaussRule(x, w);
    }

    private void gather(int from, int to, double[] x, double[] w, int at) {
        double mass = 0;
        double mean = 0;
        for (int i = from; i < to; i++) {
            mass += weights[i];
            mean += weights[i] * nodes[i];
        }
        mean /= mass;
        double second = 0;
        double third = 0;
        for (int i = from; i < to; i++) {
            double d = nodes[i] - mean;
            second += weights[i] * d * d;
            third += weights[i] * d * d * d;
        }
        double lean = third / second / 2;
        double reach = Math.sqrt(lean * lean + second / mass);
        x[at] = mean + lean - reach;
        x[at + 1] = mean + lean + reach;
        w[at] = mass * (reach + lean) / (2 * reach);
        w[at + 1] = mass * (reach - lean) / (2 * reach);
    }

    /** The rule with its nodes in ascending order. */
    GaussRule sorted() {
        Integer[] order = new Integer[nodes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(nodes[i], nodes[j]));
        double[] x = Arrays.stream(order).mapToDouble(i -> nodes[i]).toArray();
        double[] w = Arrays.stream(order).mapToDouble(i -> weights[i]).toArray();
        return new GaussRule(x, w);
    }
}
