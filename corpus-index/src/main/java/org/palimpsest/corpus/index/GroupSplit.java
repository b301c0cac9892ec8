package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * Splits groups of LMS positions that are too large for a {@link KeySort} by 16 bits of their keys, and queues the parts.
 * Keys are read again in each of two or three passes, for there is room to keep a position but not a key; part of the array
 * serves as scratch.
 */
final class GroupSplit {
    private static final int DIGIT = 16;
    private static final int MASK = (1 << DIGIT) - 1;
    private static final int TOP_SHIFT = Long.SIZE - DIGIT;

    private final Text text;
    private final LmsMarks marks;
    private final int[] sa;
    private final KeySort sorter;
    private final PendingGroups pending;
    private final int scratch;
    private final int[] counts = new int[1 << DIGIT];

    /** @param scratch from where on the array is free, for as many entries as a group has */
    GroupSplit(Text text, LmsMarks marks, int[] sa, KeySort sorter, PendingGroups pending, int scratch) {
        this.text = text;
        this.marks = marks;
        this.sa = sa;
        this.sorter = sorter;
        this.pending = pending;
        this.scratch = scratch;
    }

    /** Splits a group, or tells that all its keys agree and that their substrings go on after them. */
    boolean agree(int from, int size, int offset) {
        if (split(from, size, offset, TOP_SHIFT)) {
            return false;
        }
        long differing = differing(from, size, offset) >>> KeySort.INDEX_BITS << KeySort.INDEX_BITS;
        if (differing == 0) {
            return (KeySort.key(sorter.keys()[0]) & 1) == 0;
        }
        int top = Long.SIZE - Long.numberOfLeadingZeros(differing);
        split(from, size, offset, Math.max(KeySort.INDEX_BITS, top - DIGIT));
        return false;
    }

    private long[] keys(int from, int size, int offset) {
        text.keys(sa, from, size, offset, marks.words(), sorter.keys());
        return sorter.keys();
    }

    private long differing(int from, int size, int offset) {
        long first = keys(from, 1, offset)[0];
        long differing = 0;
        for (int at = 0; at < size; at += KeySort.LIMIT) {
            int block = Math.min(KeySort.LIMIT, size - at);
            long[] keys = keys(from + at, block, offset);
            differing |= (keys[0] ^ first) | KeySort.differing(keys, block);
        }
        return differing;
    }

    /** Splits a group by the digit at {@code shift}; false, and nothing done, if all its keys agree in that. */
    private boolean split(int from, int size, int offset, int shift) {
        Arrays.fill(counts, 0);
        for (int at = 0; at < size; at += KeySort.LIMIT) {
            int block = Math.min(KeySort.LIMIT, size - at);
            KeySort.count(keys(from + at, block, offset), block, shift, MASK, counts);
        }
        if (counts[(int) (sorter.keys()[0] >>> shift) & MASK] == size) {
            return false;
        }
        Buckets.toStarts(counts, counts.length);
        for (int at = 0; at < size; at += KeySort.LIMIT) {
            int block = Math.min(KeySort.LIMIT, size - at);
            scatter(keys(from + at, block, offset), block, shift, counts, sa, from + at, scratch);
        }
        System.arraycopy(sa, scratch, sa, from, size);
        queue(from, offset);
        return true;
    }

    private static void scatter(long[] keys, int size, int shift, int[] heads, int[] sa, int from, int to) {
        for (int i = 0; i < size; i++) {
            sa[to + heads[(int) (keys[i] >>> shift) & MASK]++] = sa[from + i];
        }
    }

    private void queue(int from, int offset) {
        int start = 0;
        for (int end : counts) {
            if (start > 0 && end > start) {
                sa[from + start] |= LmsSubstrings.FIRST;
            }
            if (end - start > 1) {
                pending.push(from + start, from + end, offset);
            }
            start = end;
        }
    }
}
