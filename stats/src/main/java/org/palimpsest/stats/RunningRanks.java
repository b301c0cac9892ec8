package org.palimpsest.stats;

import java.util.Arrays;

/** How large each number is beside those before it: ranks that know nothing of the future. */
final class RunningRanks {
    private RunningRanks() {}

    /**
     * For every nonzero value the mid-rank of its absolute value among the nonzero values up to and including it, less one half
     * and divided by their number: in (0, 1), 1/2 for the first. Zeros get 0 and count for nobody. O(n log n) by a tree of
     * counts.
     */
    static double[] of(double[] values) {
        double[] sorted = new double[values.length];
        Arrays.setAll(sorted, i -> Math.abs(values[i]));
        Arrays.sort(sorted);
        int distinct = 0;
        for (double value : sorted) {
            if (distinct == 0 || value != sorted[distinct - 1]) {
                sorted[distinct++] = value;
            }
        }
        int[] tree = new int[distinct + 1];
        double[] ranks = new double[values.length];
        int seen = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0) {
                continue;
            }
            int place = Arrays.binarySearch(sorted, 0, distinct, Math.abs(values[i])) + 1;
            for (int node = place; node <= distinct; node += node & -node) {
                tree[node]++;
            }
            seen++;
            ranks[i] = (countUpTo(tree, place - 1) + countUpTo(tree, place)) / (2.0 * seen);
        }
        return ranks;
    }

    private static int countUpTo(int[] tree, int place) {
        int count = 0;
        for (int node = place; node > 0; node -= node & -node) {
            count += tree[node];
        }
        return count;
    }
}
