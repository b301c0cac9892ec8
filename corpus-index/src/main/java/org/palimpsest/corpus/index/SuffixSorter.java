package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * Sorts the suffixes of a text: the suffix array. Symbols compare as unsigned numbers, and the end of text sorts first, so
 * that a suffix precedes those that it is a prefix of. For the order of infini-gram's files, which compare the bytes of
 * little-endian tokens, pass tokens with their bytes swapped.
 *
 * <p>Linear time, by induced sorting (Nong, Zhang and Chan, "Linear Suffix Array Construction by Almost Pure
 * Induced-Sorting", DCC 2009): sort the LMS substrings, name them, sort the text of their names the same way, induce the
 * order of all suffixes. On natural text of 16-bit tokens about 90 ns a token, one core; 15 to 170 ns on texts made of
 * repeats or noise.
 *
 * <p>Memory: see {@link #bytesNeeded}. Texts are not changed. The functions are pure and may run in several threads at
 * once.
 */
public final class SuffixSorter {
    /** The longest text that can be sorted: 2^31 - 9 symbols. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int BYTE_VALUES = 1 << Byte.SIZE;
    private static final int CHAR_VALUES = 1 << Character.SIZE;

    /** Bytes a symbol beside text and suffix array: buckets and marks. */
    private static final int WORKING_BYTES = 3;

    private static final int FIXED_BYTES = 8 << 20;

    private SuffixSorter() {}

    /**
     * Sorts the suffixes of a text of 16-bit symbols.
     *
     * @param text at most {@value #MAX_LENGTH} symbols; may be empty
     * @return the start of each suffix, least suffix first; as long as the text
     * @throws IllegalArgumentException if the text is too long
     */
    public static int[] sort(char[] text) {
        int[] order = new int[checkedLength(text.length)];
        if (text.length > 0) {
            sort(text, order);
        }
        return order;
    }

    /**
     * Sorts the suffixes of a text of bytes, which compare unsigned. Makes a copy of 2 bytes a symbol.
     *
     * @param text at most {@value #MAX_LENGTH} bytes; may be empty
     * @return the start of each suffix, least suffix first; as long as the text
     * @throws IllegalArgumentException if the text is too long
     */
    public static int[] sort(byte[] text) {
        char[] symbols = new char[checkedLength(text.length)];
        for (int i = 0; i < text.length; i++) {
            symbols[i] = (char) (text[i] & (BYTE_VALUES - 1));
        }
        return sort(symbols);
    }

    /**
     * Sorts the suffixes of a text of 32-bit symbols, which compare unsigned. Makes a copy of their ranks, 2 bytes a
     * symbol if at most 65,536 different ones occur, else 4.
     *
     * @param text at most {@value #MAX_LENGTH} symbols; may be empty
     * @return the start of each suffix, least suffix first; as long as the text
     * @throws IllegalArgumentException if the text is too long
     */
    public static int[] sort(int[] text) {
        int[] order = new int[checkedLength(text.length)];
        if (text.length > 0) {
            DenseIds ids = DenseIds.of(text, order);
            if (ids.size() <= CHAR_VALUES) {
                sort(ids.chars(text), order);
            } else {
                sort(ids.ints(text), ids.size(), order);
            }
        }
        return order;
    }

    /**
     * How much heap a sort needs, text and result included: 4 bytes a symbol for the result, up to 3 for buckets and marks
     * (1.7 on natural text), the text, and its copy unless its symbols have 16 bits. A text made to harm can need 8 bytes
     * for buckets where 3 are reckoned with: one in which nearly every other position is LMS and nearly all LMS substrings
     * are different, but not all.
     *
     * @param length symbols, 0 to {@value #MAX_LENGTH}
     * @param width bytes of a symbol: 1, 2 or 4
     * @return bytes
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static long bytesNeeded(long length, int width) {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("length must be 0 to " + MAX_LENGTH + ", got " + length);
        }
        if (width != Byte.BYTES && width != Character.BYTES && width != Integer.BYTES) {
            throw new IllegalArgumentException("width must be 1, 2 or 4 bytes, got " + width);
        }
        int copy = switch (width) {
            case Byte.BYTES -> Character.BYTES;
            case Character.BYTES -> 0;
            default -> Integer.BYTES;
        };
        return length * (width + copy + Integer.BYTES + WORKING_BYTES) + FIXED_BYTES;
    }

    private static int checkedLength(int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("a text must have at most " + MAX_LENGTH + " symbols, got " + length);
        }
        return length;
    }

    private static void sort(char[] text, int[] order) {
        int[] counts = new int[CHAR_VALUES + 1];
        for (char symbol : text) {
            counts[symbol]++;
        }
        int alphabet = CHAR_VALUES;
        while (counts[alphabet - 1] == 0) {
            alphabet--;
        }
        int[] starts = Arrays.copyOf(counts, alphabet + 1);
        Buckets.toStarts(starts, alphabet + 1);
        sort(new CharText(text, alphabet), starts, order);
    }

    /** Sorts a text of symbols below {@code alphabet}. */
    static void sort(int[] text, int alphabet, int[] order) {
        int[] starts = new int[alphabet + 1];
        for (int symbol : text) {
            starts[symbol]++;
        }
        Buckets.toStarts(starts, alphabet + 1);
        sort(new IntText(text, 0, text.length, alphabet), starts, order);
    }

    /** Sorts into the front of {@code order}; the bucket of symbol c starts at {@code starts[c]}. */
    private static void sort(Text text, int[] starts, int[] order) {
        LmsMarks marks = text.mark();
        int[] lmsEnds = new int[text.alphabet()];
        if (marks.count() > 0) {
            int[] groupEnds = text.group(marks.words(), lmsEnds, order);
            new LmsSubstrings(text, marks, order).sort(groupEnds);
            sortMarked(text.length(), marks, order);
        }
        new Induction(text, order, starts, lmsEnds).run();
    }

    /** From LMS positions in the order of their substrings to the order of their suffixes. */
    private static void sortMarked(int length, LmsMarks marks, int[] order) {
        int count = marks.count();
        int names = LmsNames.count(order, count);
        if (names == count) {
            LmsNames.unmark(order, count);
            return;
        }
        int from = length - count;
        int[] starts = LmsNames.reduce(order, length, count, names);
        sort(new IntText(order, from, count, names), starts, order);
        marks.list(order, from);
        for (int i = 0; i < count; i++) {
            order[i] = order[from + order[i]];
        }
    }
}
