package org.palimpsest.corpus.index;

import java.io.UncheckedIOException;
import java.util.function.IntToLongFunction;

/** Where the suffix of every rank begins. Pointers are byte offsets of 1 to 8 bytes, little-endian. */
final class SuffixTable {
    private final PagedFile file;
    private final int width;
    private final int shift;
    private final long suffixes;

    /**
     * A table.
     *
     * @param file of pointers
     * @param suffixes how many
     * @param tokenBytes bytes of a token, by which pointers are divided
     */
    SuffixTable(PagedFile file, long suffixes, int tokenBytes) {
        this.file = file;
        this.suffixes = suffixes;
        this.width = suffixes == 0 ? 1 : (int) (file.size() / suffixes);
        this.shift = Integer.numberOfTrailingZeros(tokenBytes);
    }

    /** The position at which the suffix of a rank begins. */
    long position(long rank) {
        long pointer = width == 4 ? file.littleEndianInt(rank << 2) : file.littleEndian(rank * width, width);
        long position = pointer >>> shift;
        if (position >= suffixes || position << shift != pointer) {
            throw damaged(rank, pointer);
        }
        return position;
    }

    /** The same for many ranks, whose memory is fetched at the same time. */
    void positions(long[] ranks, int count, long[] into) {
        if (width != 4) {
            for (int i = 0; i < count; i++) {
                into[i] = position(ranks[i]);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            into[i] = ranks[i] << 2;
        }
        file.littleEndianInts(into, count);
        checked(into, count, i -> ranks[i]);
    }

    /** Makes positions of pointers. */
    private void checked(long[] pointers, int count, IntToLongFunction rank) {
        for (int i = 0; i < count; i++) {
            long pointer = pointers[i];
            long position = pointer >>> shift;
            if (position >= suffixes || position << shift != pointer) {
                throw damaged(rank.applyAsLong(i), pointer);
            }
            pointers[i] = position;
        }
    }

    /** The same for ranks that follow one another. */
    void positions(long first, int count, long[] into) {
        if (width != 4) {
            for (int i = 0; i < count; i++) {
                into[i] = position(first + i);
            }
            return;
        }
        file.littleEndianInts(first << 2, count, into);
        checked(into, count, i -> first + i);
    }

    private UncheckedIOException damaged(long rank, long pointer) {
        return new UncheckedIOException(new CorruptIndexException(
                file.path(),
                rank * width,
                "a pointer to byte " + pointer,
                "a multiple of " + (1 << shift) + " below " + (suffixes << shift)));
    }

    long suffixes() {
        return suffixes;
    }

    /** Bytes of a pointer. */
    int width() {
        return width;
    }

    PagedFile file() {
        return file;
    }

    /** The least bytes that hold every offset below {@code bytes}, at least 1. */
    static int widthFor(long bytes) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1) + 7) / 8);
    }
}
