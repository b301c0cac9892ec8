package org.palimpsest.corpus.index;

/**
 * Keys of a pattern or a text, so many in 64 bits as fit, from each of them on: the same numbers that {@link
 * TokenFile#packed} gives, so that a comparison of several tokens is one of two numbers. Made in one pass.
 */
final class PackedKeys {
    private final long[] words;
    private final int bits;

    /**
     * Packs keys.
     *
     * @param keys in their order
     * @param width of a token
     */
    PackedKeys(int[] keys, TokenWidth width) {
        this(keys, 0, keys.length, width);
    }

    /** Packs some keys; the first becomes number 0. */
    PackedKeys(int[] keys, int from, int length, TokenWidth width) {
        bits = 8 * width.bytes();
        words = new long[length + 1];
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (Integer.toUnsignedLong(keys[from + i]) << (64 - bits)) | (word >>> bits);
            words[i] = word;
        }
    }

    /** The keys from a place on, the first at the top, zeros after the end. */
    long word(int from) {
        return words[from];
    }

    /** One key. */
    int key(int at) {
        return (int) (words[at] >>> (64 - bits));
    }
}
