package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The units that were really shuffled: positions change places only within one block. */
final class Blocks {
    /** The positions, block after block and ascending within each. */
    private final int[] members;
    /** Where each block starts in {@link #members}, and at the end their number. */
    private final int[] starts;

    private Blocks(int[] members, int[] starts) {
        this.members = members;
        this.starts = starts;
    }

    /** One block of all n positions. */
    static Blocks single(int n) {
        int[] members = new int[n];
        Arrays.setAll(members, i -> i);
        return new Blocks(members, new int[] {0, n});
    }

    /** One block for each distinct label. O(n log n). */
    static Blocks of(int[] labels) {
        int n = labels.length;
        long[] keys = new long[n];
        Arrays.setAll(keys, i -> ((long) labels[i] << Integer.SIZE) | i);
        Arrays.sort(keys);
        int[] members = new int[n];
        int[] starts = new int[n + 1];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            members[i] = (int) keys[i];
            if (i == 0 || labels[members[i]] != labels[members[i - 1]]) {
                starts[blocks++] = i;
            }
        }
        starts[blocks] = n;
        return new Blocks(members, Arrays.copyOf(starts, blocks + 1));
    }

    /** The number of positions. */
    int size() {
        return members.length;
    }

    /** The number of blocks. */
    int count() {
        return starts.length - 1;
    }

    /** Where a block starts among the members; {@code start(count())} is their number. */
    int start(int block) {
        return starts[block];
    }

    /** The values at the members: block after block, so that each block is a range. */
    int[] gather(int[] values) {
        int[] gathered = new int[members.length];
        Arrays.setAll(gathered, i -> values[members[i]]);
        return gathered;
    }

    /**
     * The number of orders, the product of the factorials of the block sizes.
     *
     * @param limit where counting stops, below 2^32
     * @return the number, or {@code limit + 1} if there are more than {@code limit}
     */
    long ordersUpTo(long limit) {
        long orders = 1;
        for (int block = 0; block < count(); block++) {
            for (int k = 2; k <= starts[block + 1] - starts[block]; k++) {
                orders *= k;
                if (orders > limit) {
                    return limit + 1;
                }
            }
        }
        return orders;
    }

    /**
     * One of the orders: the digits of its number are the choices of a Fisher-Yates shuffle, so that the numbers from 0 to
     * {@code orders - 1} give every order once and 0 gives the identity.
     */
    int[] order(long number) {
        int[] order = identity();
        long rest = number;
        for (int block = 0; block < count(); block++) {
            int end = starts[block + 1];
            for (int i = starts[block]; i < end - 1; i++) {
                int choices = end - i;
                swap(order, members[i], members[i + (int) (rest % choices)]);
                rest /= choices;
            }
        }
        return order;
    }

    /** A uniformly random order; for a single block the same as {@link RandomStream#permutation}. */
    int[] order(RandomGenerator random) {
        int[] order = identity();
        for (int block = 0; block < count(); block++) {
            int start = starts[block];
            for (int i = starts[block + 1] - 1; i > start; i--) {
                swap(order, members[i], members[start + RandomStream.below(i - start + 1, random)]);
            }
        }
        return order;
    }

    private int[] identity() {
        int[] order = new int[members.length];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static void swap(int[] order, int i, int j) {
        int value = order[i];
        order[i] = order[j];
        order[j] = value;
    }
}
