package org.palimpsest.stats;

import java.util.Arrays;

/**
 * Doubled, centred mid-ranks in linear time.
 *
 * <p>A double is turned into 64 bits that sort like it. The upper 32, with the index below them, are sorted by three passes of
 * a radix sort; passes over a constant digit are skipped. Values that share the upper half are then sorted by the lower half,
 * which for most data leaves little to do. O(n) time and memory.
 */
final class RankOrder {
    /** Below this length filling the tables of a radix sort costs more than comparisons. */
    private static final int FEW = 600;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int PASSES = 3;
    private static final long LOW = 0xFFFFFFFFL;

    private final double[] values;
    private final int[] ranks;

    private RankOrder(double[] values) {
        this.values = values;
        this.ranks = new int[values.length];
    }

    /**
     * {@code 2 rank - (n + 1)} for the mid-rank of every value, in [-(n-1), n-1]; 0.0 and -0.0 are tied.
     *
     * @param values finite numbers, left unchanged
     */
    static int[] centred(double[] values) {
        RankOrder order = new RankOrder(values);
        if (ascends(values)) {
            order.rankAscending();
        } else if (values.length < FEW) {
            order.rankByComparison();
        } else {
            order.rankByRadix();
        }
        return order.ranks;
    }

    private static boolean ascends(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void rankAscending() {
        int start = 0;
        for (int end = 1; end <= values.length; end++) {
            if (end == values.length || values[end] != values[start]) {
                Arrays.fill(ranks, start, end, centre(start, end));
                start = end;
            }
        }
    }

    private void rankByComparison() {
        double[] sorted = new double[values.length];
        Arrays.setAll(sorted, i -> values[i] + 0.0);
        Arrays.sort(sorted);
        RankOrder shared = new RankOrder(sorted);
        shared.rankAscending();
        Arrays.setAll(ranks, i -> shared.ranks[Arrays.binarySearch(sorted, values[i] + 0.0)]);
    }

    private void rankByRadix() {
        long[] entries = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            entries[i] = (key(values[i]) & ~LOW) | i;
        }
        long[] spare = new long[values.length];
        long[] sorted = sortByUpperHalf(entries, spare);
        long[] other = sorted == entries ? spare : entries;
        int start = 0;
        for (int end = 1; end <= sorted.length; end++) {
            if (end == sorted.length || (sorted[end] ^ sorted[start]) >>> 32 != 0) {
                rankRun(sorted, other, start, end);
                start = end;
            }
        }
    }

    /** Ranks the entries from start to end, which share the upper half of their keys. */
    private void rankRun(long[] sorted, long[] spare, int start, int end) {
        if (end - start == 1) {
            ranks[(int) sorted[start]] = centre(start, end);
            return;
        }
        long first = key(values[(int) sorted[start]]);
        boolean tied = true;
        for (int i = start; i < end; i++) {
            int index = (int) sorted[i];
            long key = key(values[index]);
            tied &= key == first;
            // The lower half above the index, its top bit turned so that signed and unsigned order agree.
            sorted[i] = ((key ^ 0x80000000L) << 32) | index;
        }
        long[] run = sorted;
        int offset = start;
        if (!tied && end - start >= DIGITS) {
            run = sortByUpperHalf(Arrays.copyOfRange(sorted, start, end), Arrays.copyOfRange(spare, start, end));
            offset = 0;
        } else if (!tied) {
            Arrays.sort(sorted, start, end);
        }
        rankTies(run, offset, start, end);
    }

    /** Ranks entries in their final order; {@code run[offset]} is the one that belongs to place start. */
    private void rankTies(long[] run, int offset, int start, int end) {
        int from = start;
        for (int to = start + 1; to <= end; to++) {
            if (to == end || (run[offset + to - start] ^ run[offset + from - start]) >>> 32 != 0) {
                int rank = centre(from, to);
                for (int i = from; i < to; i++) {
                    ranks[(int) run[offset + i - start]] = rank;
                }
                from = to;
            }
        }
    }

    /** The centred rank shared by the sorted places from start to end; the sum may wrap around, the difference does not. */
    private int centre(int start, int end) {
        return start + end - values.length;
    }

    /** 64 bits whose signed order is the order of doubles, with one pattern for both zeros. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /**
     * Sorts entries by their upper halves as signed numbers, keeping the order of equal ones.
     *
     * @return whichever of the two arrays holds the sorted entries
     */
    private static long[] sortByUpperHalf(long[] entries, long[] spare) {
        int[][] counts = new int[PASSES][DIGITS];
        for (long entry : entries) {
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][digit(entry, pass)]++;
            }
        }
        long[] from = entries;
        long[] to = spare;
        for (int pass = 0; pass < PASSES; pass++) {
            if (entries.length == 0 || counts[pass][digit(from[0], pass)] == entries.length) {
                continue;
            }
            scatter(from, to, counts[pass], pass);
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void scatter(long[] from, long[] to, int[] counts, int pass) {
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = counts[digit];
            counts[digit] = place;
            place += count;
        }
        for (long entry : from) {
            to[counts[digit(entry, pass)]++] = entry;
        }
    }

    /** One digit of the upper half, the lowest first; the sign bit is turned. */
    private static int digit(long entry, int pass) {
        return (int) ((entry ^ Long.MIN_VALUE) >>> (32 + DIGIT_BITS * pass)) & (DIGITS - 1);
    }
}
