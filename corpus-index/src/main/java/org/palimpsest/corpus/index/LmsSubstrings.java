package org.palimpsest.corpus.index;

/**
 * Sorts LMS positions by the substrings that start there: each reaches to the next LMS position at least, and on to the
 * end of the key in which that lies. Substrings are equal only if the same symbols lie between the same LMS positions,
 * and where two differ their suffixes stand in the same order; so the order of all LMS suffixes follows from that of
 * the text of their names (Nong, Zhang and Chan 2009, with longer substrings, and with a radix sort in place of induced
 * sorting: on tokens, most substrings fit one key).
 *
 * <p>Substrings of equal symbols but different length differ in the type of the suffix at the end of the shorter: S there,
 * L in the longer, so the longer is less. The last LMS substring ends with the text, in keys that are filled up with
 * zeros. No other shares such a key: a zero is L-type only at the end of text, so where another has a zero for a filled
 * one, or for one of a row of zeros that ends the text, an LMS position lies before or there, and that one is greater.
 *
 * <p>Cost: linear in the length of the text; about 80 ns an LMS position on natural text.
 */
final class LmsSubstrings {
    /** The sign bit: set on the first of each run of equal substrings. */
    static final int FIRST = Integer.MIN_VALUE;

    private final Text text;
    private final LmsMarks marks;
    private final int[] sa;
    private final KeySort sorter;
    private final int[] positions;
    private final PendingGroups pending = new PendingGroups();

    /** From here on, entries that have served: as many as have been sorted at least. */
    private int scratch;

    LmsSubstrings(Text text, LmsMarks marks, int[] sa) {
        this.text = text;
        this.marks = marks;
        this.sa = sa;
        sorter = new KeySort(marks.count());
        positions = new int[Math.min(marks.count(), KeySort.LIMIT)];
    }

    /**
     * Sorts the LMS positions at the front of the array given, and sets the sign bit of the first of each run of equal
     * ones.
     *
     * @param groupEnds where the groups that {@link Text#group} made end: these are in order already and agree in their
     *     first symbol
     */
    void sort(int[] groupEnds) {
        boolean stored = text.storesKeys(marks.count());
        int from = 0;
        for (int to : groupEnds) {
            scratch = stored ? to : marks.count();
            if (stored && to - from > 1 && to - from <= KeySort.LIMIT) {
                load(sa, from, to - from, positions, sorter.keys());
                refineLoaded(from, to - from, 1);
                refinePending();
            } else if (stored) {
                gather(sa, from, to);
            }
            if (to - from > (stored ? KeySort.LIMIT : 1)) {
                pending.push(from, to, 1);
                refinePending();
            }
            if (to > from) {
                sa[from] |= FIRST;
            }
            from = to;
        }
    }

    private static void load(int[] sa, int from, int size, int[] positions, long[] keys) {
        for (int i = 0; i < size; i++) {
            int at = 3 * (from + i);
            int entry = sa[at];
            positions[i] = entry & ~FIRST;
            keys[i] =
                    ((long) sa[at + 1] << 32) | ((long) sa[at + 2] << 16) | ((entry >>> 31) << KeySort.INDEX_BITS) | i;
        }
    }

    private static void gather(int[] sa, int from, int to) {
        for (int i = from; i < to; i++) {
            sa[i] = sa[3 * i] & ~FIRST;
        }
    }

    private void refinePending() {
        while (!pending.isEmpty()) {
            pending.pop();
            int from = pending.from();
            int size = pending.to() - from;
            int offset = pending.offset();
            int first = sa[from] & FIRST;
            sa[from] &= ~FIRST;
            if (size <= KeySort.LIMIT) {
                refine(from, size, offset);
            } else if (new GroupSplit(text, marks, sa, sorter, pending, scratch).agree(from, size, offset)) {
                pending.push(from, from + size, offset + text.keyWidth());
            }
            sa[from] |= first;
        }
    }

    /** Sorts a group that fits the key buffer by its next key. */
    private void refine(int from, int size, int offset) {
        text.keys(sa, from, size, offset, marks.words(), sorter.keys());
        System.arraycopy(sa, from, positions, 0, size);
        refineLoaded(from, size, offset);
    }

    private void refineLoaded(int from, int size, int offset) {
        long[] keys = sorter.sort(size);
        place(keys, positions, size, sa, from);
        int run = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || KeySort.key(keys[i]) != KeySort.key(keys[run])) {
                if (i - run > 1 && (KeySort.key(keys[run]) & 1) == 0) {
                    pending.push(from + run, from + i, offset + text.keyWidth());
                }
                run = i;
            }
        }
    }

    private static void place(long[] keys, int[] positions, int size, int[] sa, int from) {
        long previous = KeySort.key(keys[0]);
        for (int i = 0; i < size; i++) {
            long key = KeySort.key(keys[i]);
            sa[from + i] = positions[KeySort.index(keys[i])] | (key == previous ? 0 : FIRST);
            previous = key;
        }
    }
}
