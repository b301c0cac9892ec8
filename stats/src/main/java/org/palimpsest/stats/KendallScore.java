package org.palimpsest.stats;

import java.util.Arrays;

/**
 * Kendall's score and what its law needs to know of the ties.
 *
 * @param n number of pairs
 * @param score concordant less discordant pairs of observations, S
 * @param x how often each value of x occurs, from the smallest value up
 * @param y how often each value of y occurs, from the smallest value up
 */
@SuppressWarnings("ArrayRecordComponent") // handed from class to class inside this package, never changed
record KendallScore(int n, long score, int[] x, int[] y) {
    /**
     * Counts by sorting (Knight 1966). O(n log n).
     *
     * @param x ranks, in any unit
     * @param y ranks, in any unit
     */
    static KendallScore of(int[] x, int[] y) {
        int n = x.length;
        long[] pairs = new long[n];
        Arrays.setAll(pairs, i -> ((long) x[i] << 32) | ((y[i] ^ Integer.MIN_VALUE) & 0xFFFFFFFFL));
        Arrays.sort(pairs);
        int[] moved = new int[n];
        Arrays.setAll(moved, i -> (int) pairs[i]);
        long jointTies = 0;
        int run = 0;
        for (int i = 1; i < n; i++) {
            run = pairs[i] == pairs[i - 1] ? run + 1 : 0;
            jointTies += run;
        }
        int[] groupsX = groups(x);
        int[] groupsY = groups(y);
        for (int i = 0; i < n; i++) {
            moved[i] ^= Integer.MIN_VALUE;
        }
        long untied = (long) n * (n - 1) / 2 - ties(groupsX) - ties(groupsY) + jointTies;
        return new KendallScore(n, untied - 2 * inversions(moved), groupsX, groupsY);
    }

    /** Kendall's tau-b: the score over the geometric mean of the numbers of pairs that differ in x and in y. */
    double tauB() {
        double pairsX = (double) ((long) n * (n - 1) / 2 - ties(x));
        double pairsY = (double) ((long) n * (n - 1) / 2 - ties(y));
        double scale = pairsX == pairsY ? pairsX : Math.sqrt(pairsX) * Math.sqrt(pairsY);
        return Math.max(-1, Math.min(1, score / scale));
    }

    /** The variance of the score over all orders of y, given all ties (Kendall 1970, equation 4.3). */
    double variance() {
        double m = n;
        double first = m * (m - 1) * (2 * m + 5) - weighted(x) - weighted(y);
        double second = 2.0 * ties(x) * 2.0 * ties(y) / (2 * m * (m - 1));
        double third = triples(x) * triples(y) / (9 * m * (m - 1) * (m - 2));
        return first / 18 + second + third;
    }

    /** The number of pairs of observations with equal values. */
    private static long ties(int[] groups) {
        long ties = 0;
        for (long size : groups) {
            ties += size * (size - 1) / 2;
        }
        return ties;
    }

    private static double weighted(int[] groups) {
        double sum = 0;
        for (double size : groups) {
            sum += size * (size - 1) * (2 * size + 5);
        }
        return sum;
    }

    private static double triples(int[] groups) {
        double sum = 0;
        for (double size : groups) {
            sum += size * (size - 1) * (size - 2);
        }
        return sum;
    }

    private static int[] groups(int[] ranks) {
        int[] sorted = ranks.clone();
        Arrays.sort(sorted);
        int[] groups = new int[sorted.length];
        int count = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                count++;
            }
            groups[count]++;
        }
        return Arrays.copyOf(groups, count + 1);
    }

    /** Sorts by merging and counts the pairs that stand in the wrong order. */
    private static long inversions(int[] values) {
        int[] from = values;
        int[] to = new int[values.length];
        long inversions = 0;
        for (long width = 1; width < values.length; width *= 2) {
            for (long start = 0; start < values.length; start += 2 * width) {
                int middle = (int) Math.min(values.length, start + width);
                int end = (int) Math.min(values.length, start + 2 * width);
                inversions += merge(from, to, (int) start, middle, end);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return inversions;
    }

    private static long merge(int[] from, int[] to, int start, int middle, int end) {
        long inversions = 0;
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            if (right == end || (left < middle && from[left] <= from[right])) {
                to[i] = from[left++];
            } else {
                inversions += middle - left;
                to[i] = from[right++];
            }
        }
        return inversions;
    }
}
