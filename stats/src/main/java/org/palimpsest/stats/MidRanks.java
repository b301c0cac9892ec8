package org.palimpsest.stats;

import java.util.Arrays;

/** Ranks in which tied values share the mean of the ranks that they cover. */
public final class MidRanks {
    private MidRanks() {}

    /**
     * The 1-based mid-rank of every value: the smallest untied value has rank 1, the largest rank n, and the ranks sum to
     * n(n+1)/2. O(n log n) time, O(n) memory. The two zeros, 0.0 and -0.0, are tied.
     *
     * @param values finite numbers; left unchanged
     * @return ranks in the order of {@code values}, each a multiple of 1/2
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public static double[] of(double[] values) {
        Scores.requireFinite(values);
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sorted[i] = values[i] + 0.0;
        }
        Arrays.sort(sorted);
        double[] rankAt = sharedRanks(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = rankAt[Arrays.binarySearch(sorted, values[i] + 0.0)];
        }
        return ranks;
    }

    /** The mid-rank of each position of an ascending array. */
    private static double[] sharedRanks(double[] sorted) {
        double[] ranks = new double[sorted.length];
        int start = 0;
        while (start < sorted.length) {
            int end = start + 1;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            Arrays.fill(ranks, start, end, (start + 1 + (double) end) / 2);
            start = end;
        }
        return ranks;
    }
}
