package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * The first tokens of every 2^s-th suffix, 64 bits of them, in the order of ranks: where to begin a search. Seven of ten
 * levels of a binary search thus happen in a table that fits a processor's cache; every 64th entry is on the heap.
 */
final class StartTable {
    private static final int TOP_BITS = 6;

    private final PagedFile file;
    private final int shift;
    private final long samples;
    private final long[] top;

    StartTable(PagedFile file, SideFile header) {
        this.file = file;
        this.shift = header.parameter();
        this.samples = header.entries();
        this.top = new long[(int) ((samples + (1 << TOP_BITS) - 1) >>> TOP_BITS)];
        for (int i = 0; i < top.length; i++) {
            top[i] = sample((long) i << TOP_BITS) ^ Long.MIN_VALUE;
        }
    }

    private long sample(long index) {
        return file.littleEndianLong(SideFile.HEADER + (index << 3));
    }

    /** Number of samples. */
    long samples() {
        return samples;
    }

    /** The first sample above a key, as unsigned, from one to another that is known to be. */
    long firstAbove(long key, long from, long to) {
        return from == to || Long.compareUnsigned(sample(from), key) > 0 ? from : firstNotBelow(key + 1, from + 1, to);
    }

    /** Binary logarithm of the ranks between two samples. */
    int shift() {
        return shift;
    }

    /** The first sample that is at least a key, as unsigned; the number of samples if there is none. */
    long firstNotBelow(long key) {
        long wanted = key ^ Long.MIN_VALUE;
        int low = 0;
        int size = top.length;
        while (size > 0) {
            int half = size >>> 1;
            if (top[low + half] < wanted) {
                low += half + 1;
                size -= half + 1;
            } else {
                size = half;
            }
        }
        if (low == 0) {
            return 0;
        }
        return firstNotBelow(key, ((long) (low - 1) << TOP_BITS) + 1, Math.min((long) low << TOP_BITS, samples));
    }

    /**
     * The same for many keys, whose searches take a step together. No step has a branch that a processor could guess wrong.
     *
     * @param keys as unsigned numbers
     * @param count how many
     * @param into gets the samples
     * @param probes for its own use
     */
    void firstNotBelow(long[] keys, int count, long[] into, long[] probes) {
        if (samples == 0) {
            Arrays.fill(into, 0, count, 0);
            return;
        }
        Arrays.fill(into, 0, count, 0);
        for (int i = 0; i < count; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
        for (int size = top.length; size > 0; ) {
            int half = (size + 1) >>> 1;
            descend(keys, count, half, into);
            size = size == 1 ? 0 : size - half;
        }
        for (int i = 0; i < count; i++) {
            into[i] = Math.max(0, ((into[i] - 1) << TOP_BITS) + 1);
        }
        for (int half = 1 << (TOP_BITS - 1); half > 0; half >>>= 1) {
            for (int i = 0; i < count; i++) {
                probes[i] = into[i] + half - 1;
            }
            read(probes, count);
            choose(keys, count, half, into, probes);
        }
        for (int i = 0; i < count; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
    }

    private void descend(long[] wanted, int count, int half, long[] into) {
        for (int i = 0; i < count; i++) {
            long low = into[i];
            into[i] = low + (half & -isLess(top[(int) low + half - 1], wanted[i]));
        }
    }

    private void choose(long[] wanted, int count, int half, long[] into, long[] probes) {
        for (int i = 0; i < count; i++) {
            long inside = (into[i] + half - 1 - samples) >>> 63;
            into[i] += half & -(isLess(probes[i] ^ Long.MIN_VALUE, wanted[i]) & inside);
        }
    }

    /** Reads samples, the last one where there are no more. */
    void read(long[] samplesToRead, int count) {
        for (int i = 0; i < count; i++) {
            samplesToRead[i] = SideFile.HEADER + (Math.min(samplesToRead[i], samples - 1) << 3);
        }
        file.bigEndianLongs(samplesToRead, count);
        for (int i = 0; i < count; i++) {
            samplesToRead[i] = Long.reverseBytes(samplesToRead[i]);
        }
    }

    /** 1 if a number is less than another, as signed, otherwise 0. */
    private static long isLess(long a, long b) {
        long difference = a - b;
        return (difference ^ ((a ^ b) & (difference ^ a))) >>> 63;
    }

    /** The same between two samples, of which the second is known to be at least the key. */
    long firstNotBelow(long key, long from, long to) {
        long wanted = key ^ Long.MIN_VALUE;
        long first = from;
        long count = to - from;
        while (count > 0) {
            long half = count >>> 1;
            if ((sample(first + half) ^ Long.MIN_VALUE) < wanted) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return first;
    }
}
