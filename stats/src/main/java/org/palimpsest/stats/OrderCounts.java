package org.palimpsest.stats;

import java.util.stream.IntStream;

/**
 * Counts the orders of a multiset by their sum of products with a fixed series: a walk over the multisets of values used up,
 * numbered in a mixed radix, so that every multiset comes after those that it grew from.
 */
final class OrderCounts {
    /** Up to so many items the ways are counted and divided once, beyond that they are shares from the start. */
    private static final int COUNTED = 18;

    private final int[] items;
    private final int[] values;
    private final int[] counts;
    private final int steps;
    private final int total;
    private final int[] strides;
    private final long[] lowest;
    private final double[][] byState;

    /**
     * One walk.
     *
     * @param items the fixed series, as far as it is not 0
     * @param values distinct values of the other series, not negative
     * @param counts how often each occurs
     */
    OrderCounts(int[] items, int[] values, int[] counts) {
        this.items = items;
        this.values = values;
        this.counts = counts;
        this.steps = items.length;
        this.total = IntStream.of(counts).sum();
        this.strides = new int[values.length + 1];
        strides[0] = 1;
        for (int j = 0; j < values.length; j++) {
            strides[j + 1] = strides[j] * (Math.min(counts[j], steps) + 1);
        }
        this.lowest = new long[strides[values.length]];
        this.byState = new double[strides[values.length]][];
    }

    /** The probability of every sum from {@link #lowest} on. */
    double[] probabilities() {
        byState[0] = new double[] {1};
        for (int state = 1; state < byState.length; state++) {
            int used = used(state);
            if (used <= steps) {
                pull(state, items[used - 1]);
            }
        }
        return join();
    }

    /** The smallest sum that any order has. */
    long lowest() {
        return lowest[0];
    }

    private int digit(int state, int j) {
        return state % strides[j + 1] / strides[j];
    }

    private int used(int state) {
        int used = 0;
        for (int j = 0; j < values.length; j++) {
            used += digit(state, j);
        }
        return used;
    }

    /** Adds up the ways into a state over the value that its last item took. */
    private void pull(int state, long item) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int j = 0; j < values.length; j++) {
            if (digit(state, j) > 0) {
                long from = lowest[state - strides[j]] + item * values[j];
                low = Math.min(low, from);
                high = Math.max(high, from + byState[state - strides[j]].length);
            }
        }
        double share = steps <= COUNTED ? 1 : 1.0 / (total - used(state) + 1);
        double[] sums = new double[(int) (high - low)];
        for (int j = 0; j < values.length; j++) {
            int digit = digit(state, j);
            if (digit > 0) {
                int before = state - strides[j];
                add(byState[before], lowest[before] + item * values[j] - low, share * (counts[j] - digit + 1), sums);
            }
        }
        lowest[state] = low;
        byState[state] = sums;
    }

    private static void add(double[] from, long shift, double factor, double[] into) {
        int first = (int) shift;
        for (int i = 0; i < from.length; i++) {
            into[i + first] += factor * from[i];
        }
    }

    /** Joins the final states; the items that were not walked through are 0 and add nothing. */
    private double[] join() {
        int[] last = IntStream.range(0, byState.length)
                .filter(state -> used(state) == steps)
                .toArray();
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int state : last) {
            low = Math.min(low, lowest[state]);
            high = Math.max(high, lowest[state] + byState[state].length);
        }
        double[] sums = new double[(int) (high - low)];
        for (int state : last) {
            add(byState[state], lowest[state] - low, 1, sums);
        }
        lowest[0] = low;
        double ways = 1;
        for (int i = 0; i < steps && steps <= COUNTED; i++) {
            ways *= total - i;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= ways;
        }
        return sums;
    }
}
