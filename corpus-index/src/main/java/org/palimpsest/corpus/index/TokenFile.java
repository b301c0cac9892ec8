package org.palimpsest.corpus.index;

/**
 * The tokens of a shard, as keys. A position counts tokens from 0, separators included.
 *
 * <p>Comparisons take a pattern as packed keys; a suffix that ends inside the pattern is below it.
 */
final class TokenFile {
    private final PagedFile file;
    private final TokenWidth width;
    private final long tokens;
    private final int perLong;
    /** Binary logarithm of the bytes of a token. */
    private final int shift;
    /** Binary logarithm of the bits of a token. */
    private final int bitShift;

    private TokenFile(PagedFile file, TokenWidth width) {
        this.file = file;
        this.width = width;
        this.tokens = file.size() / width.bytes();
        this.perLong = width.tokensInALong();
        this.shift = Integer.numberOfTrailingZeros(width.bytes());
        this.bitShift = shift + 3;
    }

    static TokenFile of(PagedFile file, TokenWidth width) {
        return new TokenFile(file, width);
    }

    /** The key at a position. */
    int key(long position) {
        return switch (shift) {
            case 0 -> file.unsignedByte(position);
            case 1 -> file.bigEndianShort(position << 1);
            default -> file.bigEndianInt(position << 2);
        };
    }

    /**
     * How many tokens of a pattern stand at a position.
     *
     * @param keys holds the pattern
     * @param from where it begins in {@code keys}
     * @param length of it
     * @param position where to look
     * @param known that many are known to be equal
     */
    int match(PackedKeys keys, int from, int length, long position, int known) {
        int most = (int) Math.min(length, tokens - position);
        for (int i = known; i < most; i += perLong) {
            long difference = packed(position + i) ^ keys.word(from + i);
            if (difference != 0) {
                return Math.min(most, i + equal(difference));
            }
        }
        return most;
    }

    /** Equal tokens at the beginning of two words, given how their bits differ. */
    int equal(long difference) {
        return Long.numberOfLeadingZeros(difference) >>> bitShift;
    }

    /** Whether the suffix at a position is below a pattern of which it has exactly {@code matched} tokens. */
    boolean isBelow(PackedKeys keys, int from, int length, long position, int matched) {
        if (matched == length) {
            return false;
        }
        return position + matched >= tokens
                || Integer.compareUnsigned(key(position + matched), keys.key(from + matched)) < 0;
    }

    /** The first tokens of a suffix in 64 bits, zeros after its end; ordered, as unsigned, as suffixes are. */
    long packed(long position) {
        return position + perLong <= tokens ? file.bigEndianLong(position << shift) : lastOnes(position);
    }

    private long lastOnes(long position) {
        long sum = 0;
        for (int i = 0; i < perLong; i++) {
            long key = position + i < tokens ? Integer.toUnsignedLong(key(position + i)) : 0;
            sum = (sum << (1 << bitShift)) | key;
        }
        return sum;
    }

    /** The same for many suffixes, whose memory is fetched at the same time. */
    void packed(long[] positions, int count, long[] into) {
        long last = tokens - perLong;
        if (last < 0) {
            for (int i = 0; i < count; i++) {
                into[i] = lastOnes(positions[i]);
            }
            return;
        }
        long most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, positions[i]);
            into[i] = Math.min(positions[i], last) << shift;
        }
        file.bigEndianLongs(into, count);
        for (int i = 0; most > last && i < count; i++) {
            into[i] = positions[i] > last ? lastOnes(positions[i]) : into[i];
        }
    }

    long tokens() {
        return tokens;
    }

    /** Whether a word read at a position is whole. */
    boolean isWhole(long position) {
        return position + perLong <= tokens;
    }

    TokenWidth width() {
        return width;
    }

    PagedFile file() {
        return file;
    }
}
