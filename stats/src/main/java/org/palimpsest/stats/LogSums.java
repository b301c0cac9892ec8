package org.palimpsest.stats;

import java.util.Arrays;

/** Sums and checks of numbers that are known by their logarithms. */
final class LogSums {
    private LogSums() {}

    /** The logarithm to {@code base} of the sum of {@code weight * base^log}; weights are at least 0, logs below infinity. */
    static double weighted(double[] logs, double[] weights, double base) {
        double scale = Math.log(base);
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            sum += weights[i] * Math.exp((logs[i] - largest) * scale);
        }
        return largest + Math.log(sum) / scale;
    }

    /**
     * Refuses what is no logarithm of a p-value above 0.
     *
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    static void requireLog10P(double[] log10P) {
        if (log10P.length == 0) {
            throw new IllegalArgumentException("log10P must hold at least 1 value, got 0");
        }
        for (int i = 0; i < log10P.length; i++) {
            if (!(log10P[i] <= 0) || Double.isInfinite(log10P[i])) {
                throw new IllegalArgumentException(
                        "log10 p must be finite and at most 0, got " + log10P[i] + " at index " + i);
            }
        }
    }

    /**
     * Refuses weights that don't fit.
     *
     * @throws IllegalArgumentException if there are not {@code count} weights or one is not positive and finite
     */
    static void requireWeights(double[] weights, int count) {
        if (weights.length != count) {
            throw new IllegalArgumentException("weights must hold " + count + " values, got " + weights.length);
        }
        for (int i = 0; i < count; i++) {
            if (!(weights[i] > 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights must be positive and finite, got " + weights[i] + " at index " + i);
            }
        }
    }

    /** As many equal weights, which sum to 1. */
    static double[] equalWeights(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1.0 / count);
        return weights;
    }
}
