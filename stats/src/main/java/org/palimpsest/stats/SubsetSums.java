package org.palimpsest.stats;

import java.util.Arrays;

/** Counts the subsets of a set of weights whose sum reaches a target, by meeting in the middle. */
final class SubsetSums {
    private SubsetSums() {}

    /**
     * The share of all 2^n subsets whose sum is at least the target. O(2^(n/2) n) time, O(2^(n/2)) memory.
     *
     * @param weights at most 40 positive numbers
     * @param target reached by at least one subset
     */
    static double shareAtLeast(double[] weights, double target) {
        int middle = weights.length / 2;
        double[] low = sortedSums(Arrays.copyOfRange(weights, 0, middle));
        double[] high = sortedSums(Arrays.copyOfRange(weights, middle, weights.length));
        long count = 0;
        int reaching = 0;
        // As the first part grows, ever more of the second part's sums suffice.
        for (double sum : low) {
            while (reaching < high.length && high[high.length - 1 - reaching] + sum >= target) {
                reaching++;
            }
            count += reaching;
        }
        return Math.scalb((double) count, -weights.length);
    }

    private static double[] sortedSums(double[] weights) {
        double[] sums = new double[1 << weights.length];
        for (int i = 0; i < weights.length; i++) {
            int known = 1 << i;
            for (int subset = 0; subset < known; subset++) {
                sums[known + subset] = sums[subset] + weights[i];
            }
        }
        Arrays.sort(sums);
        return sums;
    }
}
