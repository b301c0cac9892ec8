package org.palimpsest.corpus.index;

/**
 * Which positions of a text are LMS. A suffix is S-type if it is less than the one that starts a symbol later, else
 * L-type; the last is L-type, for the end of text sorts first. A position is LMS (leftmost S) if its suffix is S-type
 * and the one before it L-type. One bit a position.
 */
final class LmsMarks {
    private final long[] words;
    private int count;

    /**
     * Turns type bits into marks, in place.
     *
     * @param types bit i of the array is 1 if suffix i is S-type; one spare word of zeros at the end
     */
    LmsMarks(long[] types) {
        words = types;
        for (int w = types.length - 1; w >= 0; w--) {
            long before = w == 0 ? 1 : types[w - 1] >>> 63;
            long word = types[w] & ~((types[w] << 1) | before);
            types[w] = word;
            count += Long.bitCount(word);
        }
    }

    /** The bits themselves, not a copy: bit i of the array is 1 if position i is LMS. */
    long[] words() {
        return words;
    }

    /** How many positions are LMS: at most half of the text. */
    int count() {
        return count;
    }

    /** Writes the LMS positions in text order to {@code target} from index {@code from} on. */
    void list(int[] target, int from) {
        int next = from;
        for (int w = 0; w < words.length; w++) {
            next = list(words[w], w << 6, target, next);
        }
    }

    private static int list(long word, int base, int[] target, int from) {
        int next = from;
        for (long rest = word; rest != 0; rest &= rest - 1) {
            target[next++] = base + Long.numberOfTrailingZeros(rest);
        }
        return next;
    }

    /** The 64 marks from a position on, the first in the lowest bit. */
    static long window(long[] words, int position) {
        int w = position >>> 6;
        return (words[w] >>> position) | (words[w + 1] << 1 << ~position);
    }
}
