package org.palimpsest.corpus.index;

/**
 * How a token id is stored: an unsigned little-endian integer whose largest value is kept for the separator that stands
 * before every document.
 *
 * <p>Suffixes are ordered by their bytes, so a token counts as its <em>key</em>: the id with its bytes reversed, as an
 * unsigned number.
 */
public enum TokenWidth {
    /** Bytes; ids to 254. */
    U8(1),
    /** Ids to 65,534. */
    U16(2),
    /** Ids to 2^31 - 1. */
    U32(4);

    private final int bytes;

    TokenWidth(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The width of a token.
     *
     * @return 1, 2 or 4 bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The largest id that a token may have.
     *
     * @return 254, 65,534 or 2^31 - 1
     */
    public int largestId() {
        return this == U32 ? Integer.MAX_VALUE : (1 << (8 * bytes)) - 2;
    }

    /**
     * The narrowest width for words of a vocabulary, bytes left aside: 16 bits unless an id is too large.
     *
     * @param largestId the largest id in use
     * @return 16 or 32 bits
     */
    public static TokenWidth of(int largestId) {
        return largestId <= U16.largestId() ? U16 : U32;
    }

    /** Whether a token may have an id; ids from 2^31 on are negative numbers, as in an index that others built. */
    boolean canHave(int id) {
        return this == U32 ? id != -1 : id >= 0 && id <= largestId();
    }

    /** The key by which tokens are ordered, to be compared as unsigned. */
    int key(int id) {
        return Integer.reverseBytes(id) >>> (8 * (4 - bytes));
    }

    /** The id of a key; -1 for the separator's. */
    int id(int key) {
        return key == separatorKey() ? -1 : Integer.reverseBytes(key) >>> (8 * (4 - bytes));
    }

    /** The key of the separator, all bits set: above every other. */
    int separatorKey() {
        return -1 >>> (8 * (4 - bytes));
    }

    /** Tokens that fit into 64 bits. */
    int tokensInALong() {
        return 8 / bytes;
    }

    /** The width with that many bytes. */
    static TokenWidth ofBytes(int bytes) {
        return switch (bytes) {
            case 1 -> U8;
            case 2 -> U16;
            case 4 -> U32;
            default -> throw new IllegalArgumentException("a token must have 1, 2 or 4 bytes, got " + bytes);
        };
    }
}
