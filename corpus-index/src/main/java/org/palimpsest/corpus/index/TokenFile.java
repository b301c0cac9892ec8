package org.palimpsest.corpus.index;

import java.nio.ByteBuffer;

/**
 * The tokens of a shard, as keys. A position counts tokens from 0, separators included.
 *
 * <p>Comparisons take a pattern as keys; a suffix that ends inside the pattern is below it.
 */
abstract class TokenFile {
    private final PagedFile file;
    private final TokenWidth width;
    private final long tokens;
    private final int perLong;
    private final int shift;

    private TokenFile(PagedFile file, TokenWidth width) {
        this.file = file;
        this.width = width;
        this.tokens = file.size() / width.bytes();
        this.perLong = width.tokensInALong();
        this.shift = Integer.numberOfTrailingZeros(width.bytes());
    }

    static TokenFile of(PagedFile file, TokenWidth width) {
        return switch (width) {
            case U8 -> new Bytes(file);
            case U16 -> new Shorts(file);
            case U32 -> new Ints(file);
        };
    }

    /** The key at a position. */
    abstract int key(long position);

    /**
     * How many tokens of a pattern stand at a position.
     *
     * @param keys holds the pattern
     * @param from where it begins in {@code keys}
     * @param length of it
     * @param position where to look
     * @param known that many are known to be equal
     */
    abstract int match(int[] keys, int from, int length, long position, int known);

    /** Whether the suffix at a position is below a pattern of which it has exactly {@code matched} tokens. */
    final boolean isBelow(int[] keys, int from, int length, long position, int matched) {
        if (matched == length) {
            return false;
        }
        return position + matched >= tokens
                || Integer.compareUnsigned(key(position + matched), keys[from + matched]) < 0;
    }

    /** The first tokens of a suffix in 64 bits, zeros after its end; ordered, as unsigned, as suffixes are. */
    final long packed(long position) {
        if (position + perLong <= tokens) {
            return file.bigEndianLong(position << shift);
        }
        int bits = 8 * width.bytes();
        long sum = 0;
        for (int i = 0; i < width.tokensInALong(); i++) {
            long key = position + i < tokens ? Integer.toUnsignedLong(key(position + i)) : 0;
            sum = (sum << bits) | key;
        }
        return sum;
    }

    final long tokens() {
        return tokens;
    }

    final TokenWidth width() {
        return width;
    }

    final PagedFile file() {
        return file;
    }

    private static final class Bytes extends TokenFile {
        Bytes(PagedFile file) {
            super(file, TokenWidth.U8);
        }

        @Override
        int key(long position) {
            return super.file.unsignedByte(position);
        }

        @Override
        int match(int[] keys, int from, int length, long position, int known) {
            int most = (int) Math.min(length, super.tokens - position);
            int i = known;
            while (i < most && keys[from + i] == super.file.unsignedByte(position + i)) {
                i++;
            }
            return i;
        }
    }

    private static final class Shorts extends TokenFile {
        Shorts(PagedFile file) {
            super(file, TokenWidth.U16);
        }

        @Override
        int key(long position) {
            return super.file.bigEndianShort(2 * position);
        }

        @Override
        int match(int[] keys, int from, int length, long position, int known) {
            int most = (int) Math.min(length, super.tokens - position);
            int i = known;
            ByteBuffer near = super.file.window(2 * position, 2 * most);
            if (near != null) {
                int base = PagedFile.inChunk(2 * position);
                while (i < most && keys[from + i] == near.getChar(base + 2 * i)) {
                    i++;
                }
                return i;
            }
            while (i < most && keys[from + i] == super.file.bigEndianShort(2 * (position + i))) {
                i++;
            }
            return i;
        }
    }

    private static final class Ints extends TokenFile {
        Ints(PagedFile file) {
            super(file, TokenWidth.U32);
        }

        @Override
        int key(long position) {
            return super.file.bigEndianInt(4 * position);
        }

        @Override
        int match(int[] keys, int from, int length, long position, int known) {
            int most = (int) Math.min(length, super.tokens - position);
            int i = known;
            while (i < most && keys[from + i] == super.file.bigEndianInt(4 * (position + i))) {
                i++;
            }
            return i;
        }
    }
}
