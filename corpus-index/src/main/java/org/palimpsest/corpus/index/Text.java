package org.palimpsest.corpus.index;

/**
 * A text whose suffixes are to be sorted: symbols 0 to {@code alphabet} - 1. What reads many symbols at once is abstract
 * so that each width has loops of its own, which the compiler can keep tight. All loops that read at random positions
 * are free of other work and of branches: the processor then has dozens of reads under way at a time, and a read costs
 * 5 to 20 ns instead of 100 to 300.
 */
abstract class Text {
    /** The most symbols in a key, so that the marks of a key's positions fit an int. */
    private static final int MAX_KEY_WIDTH = 31;

    private final int length;
    private final int alphabet;

    Text(int length, int alphabet) {
        this.length = length;
        this.alphabet = alphabet;
    }

    final int length() {
        return length;
    }

    final int alphabet() {
        return alphabet;
    }

    /** Bits of a symbol. */
    final int symbolBits() {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(alphabet - 1));
    }

    /** How many symbols a key of {@link #keys} holds. */
    final int keyWidth() {
        return Math.min(MAX_KEY_WIDTH, (KeySort.KEY_BITS - 1) / symbolBits());
    }

    /** Finds the LMS positions. */
    final LmsMarks mark() {
        long[] types = new long[(length >>> 6) + 2];
        long above = 0;
        int right = 0;
        for (int w = (length - 1) >> 6; w >= 0; w--) {
            int from = w << 6;
            above = types(from, Math.min(length - from, Long.SIZE), right, (int) above & 1);
            types[w] = above;
            right = symbol(from);
        }
        return new LmsMarks(types);
    }

    /** The symbol at a position. */
    abstract int symbol(int position);

    /**
     * The types of up to 64 suffixes, 1 for S, the first in the lowest bit.
     *
     * @param right the symbol that follows them, 0 at the end of text
     * @param rightType the type of the suffix that follows them, 0 at the end of text
     */
    abstract long types(int from, int size, int right, int rightType);

    /**
     * Whether {@link #group} stores the first key of every LMS position beside it, so that keys need not be gathered from
     * random places of the text: three ints each, of which the first is the position, with the sign bit set if one of the
     * key's symbols starts an LMS suffix; the second has the first two symbols after the position, the third the next.
     * Entry i of what is grouped then stands at index 3 i.
     *
     * @param count LMS positions
     */
    boolean storesKeys(int count) {
        return false;
    }

    /**
     * Puts the LMS positions at the front of {@code sa}, grouped by their first symbol, or by more than that.
     *
     * @param lmsEnds receives where the LMS positions of each first symbol end
     * @return where each group ends
     */
    abstract int[] group(long[] marks, int[] lmsEnds, int[] sa);

    /**
     * Fills {@code keys[i]} for {@code position = positions[from + i]} with {@link #keyWidth} symbols from
     * {@code position + offset} on (zeros past the end of text), then a bit that is 1 if one of them starts an LMS
     * suffix, then i.
     */
    abstract void keys(int[] positions, int from, int size, int offset, long[] marks, long[] keys);

    /**
     * Reads the two symbols before each of the given positions, which are at least 1.
     *
     * @param symbols receives the one before
     * @param lefts receives the one before that, or again the first of the text where there is none
     */
    abstract void before(int[] positions, int size, int[] symbols, int[] lefts);
}
