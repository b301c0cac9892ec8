package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * Induces the order of all suffixes from that of the LMS suffixes, with one pass from left to right for the L-type ones
 * and one back for the S-type ones (Nong, Zhang and Chan 2009; the sign bit as in Mori's sais-lite). An entry is
 * positive if the suffix before it is to be induced in the pass under way, complemented if not.
 *
 * <p>Entries are taken in blocks, each in steps that do one kind of random access only, so that many are under way at a
 * time: collect positions, read the symbols before them, look up their buckets, write. An entry that a block induces
 * within itself ends the block: what follows is done one by one.
 */
final class Induction {
    private static final int BLOCK = 512;

    /** Alphabets up to this size have bucket heads that stay in the second-level cache. */
    private static final int SMALL_ALPHABET = 1 << 16;

    private final Text text;
    private final int[] sa;
    private final int[] starts;
    private final int[] heads;
    private final int[] sources = new int[BLOCK];
    private final int[] slots = new int[BLOCK];
    private final int[] symbols = new int[BLOCK];
    private final int[] values = new int[BLOCK];

    /** Keeps the reads of {@link #touch} from being compiled away. */
    @SuppressWarnings("unused")
    private int touched;

    /**
     * @param starts where the bucket of each symbol starts, and the length of the text
     * @param lmsEnds where the LMS suffixes of each symbol end at the front of {@code sa}; is overwritten
     */
    Induction(Text text, int[] sa, int[] starts, int[] lmsEnds) {
        this.text = text;
        this.sa = sa;
        this.starts = starts;
        this.heads = lmsEnds;
    }

    /** Sorts all suffixes; the sorted LMS positions must stand at the front of the array. */
    void run() {
        spread();
        leftToRight();
        rightToLeft();
    }

    /** Moves the LMS suffixes to the ends of their buckets and clears the rest. */
    private void spread() {
        int cleared = text.length();
        for (int c = text.alphabet() - 1; c >= 0; c--) {
            int from = c == 0 ? 0 : heads[c - 1];
            int size = heads[c] - from;
            if (size > 0) {
                int at = starts[c + 1] - size;
                Arrays.fill(sa, at + size, cleared, 0);
                System.arraycopy(sa, from, sa, at, size);
                cleared = at;
            }
        }
        Arrays.fill(sa, 0, cleared, 0);
    }

    private void leftToRight() {
        System.arraycopy(starts, 0, heads, 0, text.alphabet());
        int length = text.length();
        int last = length - 1;
        int symbol = text.symbol(last);
        sa[heads[symbol]++] = last == 0 || text.symbol(last - 1) < symbol ? ~last : last;
        int size;
        for (int from = 0; from < length; from += size) {
            size = Math.min(BLOCK, length - from);
            induceRight(from, from + size);
        }
    }

    private void rightToLeft() {
        System.arraycopy(starts, 1, heads, 0, text.alphabet());
        int size;
        for (int to = text.length(); to > 0; to -= size) {
            size = Math.min(BLOCK, to);
            induceLeft(to - size, to);
        }
    }

    private void induceRight(int from, int to) {
        int size = collectRight(sa, from, to, sources, slots);
        text.before(sources, size, symbols, values);
        valuesRight(sources, symbols, values, size);
        touch(size);
        int done = writeRight(sa, heads, symbols, values, size, to);
        if (done < size) {
            int next = slots[done] + 1;
            complement(sa, next, to, heads[symbols[done]] - 1);
            oneByOneRight(next, to);
        }
    }

    private void induceLeft(int from, int to) {
        int size = collectLeft(sa, from, to, sources, slots);
        text.before(sources, size, symbols, values);
        valuesLeft(sources, symbols, values, size);
        touch(size);
        int done = writeLeft(sa, heads, symbols, values, size, from);
        int next = done < size ? slots[done] : from;
        restore(sa, next, to);
        oneByOneLeft(from, next);
    }

    private void touch(int size) {
        if (text.alphabet() > SMALL_ALPHABET) {
            touched += touch(sa, heads, symbols, size);
        }
    }

    private static int touch(int[] sa, int[] heads, int[] symbols, int size) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += sa[Math.max(0, heads[symbols[i]] - 1)];
        }
        return sum;
    }

    private static int collectRight(int[] sa, int from, int to, int[] sources, int[] slots) {
        int size = 0;
        for (int i = from; i < to; i++) {
            int entry = sa[i];
            sa[i] = ~entry;
            sources[size] = entry;
            slots[size] = i;
            size += -entry >>> 31;
        }
        return size;
    }

    private static int collectLeft(int[] sa, int from, int to, int[] sources, int[] slots) {
        int size = 0;
        for (int i = to - 1; i >= from; i--) {
            int entry = sa[i];
            sources[size] = entry;
            slots[size] = i;
            size += -entry >>> 31;
        }
        return size;
    }

    /** What to write: complemented if no L-type suffix comes before, for a lesser symbol does. */
    private static void valuesRight(int[] sources, int[] symbols, int[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = valueRight(sources[i] - 1, symbols[i], values[i]);
        }
    }

    private static int valueRight(int position, int symbol, int left) {
        return position ^ ((left - symbol) >> 31);
    }

    /** What to write: complemented if no S-type suffix comes before, for a greater symbol does. */
    private static void valuesLeft(int[] sources, int[] symbols, int[] values, int size) {
        for (int i = 0; i < size; i++) {
            values[i] = valueLeft(sources[i] - 1, symbols[i], values[i]);
        }
    }

    private static int valueLeft(int position, int symbol, int left) {
        return position ^ ((symbol - left) >> 31);
    }

    /** Writes to the heads of buckets; stops after a write before {@code to} and returns its index. */
    private static int writeRight(int[] sa, int[] heads, int[] symbols, int[] values, int size, int to) {
        for (int i = 0; i < size; i++) {
            int at = heads[symbols[i]]++;
            sa[at] = values[i];
            if (at < to) {
                return i;
            }
        }
        return size;
    }

    /** Writes to the tails of buckets; stops after a write from {@code from} on and returns its index. */
    private static int writeLeft(int[] sa, int[] heads, int[] symbols, int[] values, int size, int from) {
        for (int i = 0; i < size; i++) {
            int at = --heads[symbols[i]];
            sa[at] = values[i];
            if (at >= from) {
                return i;
            }
        }
        return size;
    }

    private static void complement(int[] sa, int from, int to, int except) {
        for (int i = from; i < to; i++) {
            sa[i] = i == except ? sa[i] : ~sa[i];
        }
    }

    private static void restore(int[] sa, int from, int to) {
        for (int i = from; i < to; i++) {
            int entry = sa[i];
            sa[i] = entry ^ (entry >> 31);
        }
    }

    private void oneByOneRight(int from, int to) {
        for (int i = from; i < to; i++) {
            int entry = sa[i];
            sa[i] = ~entry;
            if (entry > 0) {
                int p = entry - 1;
                int symbol = text.symbol(p);
                sa[heads[symbol]++] = valueRight(p, symbol, text.symbol(Math.max(p - 1, 0)));
            }
        }
    }

    private void oneByOneLeft(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            int entry = sa[i];
            sa[i] = entry ^ (entry >> 31);
            if (entry > 0) {
                int p = entry - 1;
                int symbol = text.symbol(p);
                sa[--heads[symbol]] = valueLeft(p, symbol, text.symbol(Math.max(p - 1, 0)));
            }
        }
    }
}
