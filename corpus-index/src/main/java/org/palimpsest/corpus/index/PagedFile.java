package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file mapped for reading, of any length. Where checksums of its pages are known, a page is checked when it is first
 * touched, so that damage never turns into a wrong answer and opening costs nothing. Safe for use by many threads.
 */
final class PagedFile {
    /** Bytes of a page. */
    static final int PAGE = 1 << PagedFile.PAGE_BITS;

    /** Files of at most so many bytes are soon in memory as a whole, and reading ahead is how. */
    private static final long READ_AHEAD_UP_TO = 1L << 26;

    private static final int PAGE_BITS = 12;
    private static final int READ_AT_ONCE = 256 * PAGE;
    /** Binary logarithm of the bytes of a mapping: the largest that a buffer can show with {@link #OVERLAP} more. */
    static final int MAPPING_BITS = 30;
    /** A mapping shows a few bytes of the next one, so that no number lies across two. */
    private static final int OVERLAP = 8;

    private final Path path;
    private final long size;
    private final ByteBuffer[] chunks;
    private final int bits;
    private final int mask;
    private int @Nullable [] checksums;
    /** 1 for a page that was found sound; racing writers write the same. */
    private byte @Nullable [] sound;

    private PagedFile(Path path, long size, ByteBuffer[] chunks, int bits) {
        this.path = path;
        this.size = size;
        this.chunks = chunks;
        this.bits = bits;
        this.mask = (1 << bits) - 1;
    }

    /** Maps a file; its pages are not read. */
    static PagedFile open(Path path) throws IOException {
        return open(path, MAPPING_BITS);
    }

    /**
     * Maps a file in parts.
     *
     * @param path of the file
     * @param bits binary logarithm of the bytes of a part, at least a page and at most 2^30
     */
    static PagedFile open(Path path, int bits) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] chunks = new ByteBuffer[Math.toIntExact((size + (1L << bits) - 1) >>> bits)];
            for (int i = 0; i < chunks.length; i++) {
                long from = (long) i << bits;
                long length = Math.min(size - from, (1L << bits) + OVERLAP);
                chunks[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
            }
            if (size > READ_AHEAD_UP_TO) {
                MemoryAdvice.random(chunks);
            }
            return new PagedFile(path, size, chunks, bits);
        } catch (NoSuchFileException e) {
            throw new CorruptIndexException(path, 0, "no such file", "a file of the index");
        }
    }

    /**
     * From now on pages are checked when they are first touched.
     *
     * @param pages the checksum of every page
     */
    void checkAgainst(int[] pages) {
        sound = new byte[pages.length];
        checksums = pages;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Number of pages, the last one perhaps short. */
    int pages() {
        return Math.toIntExact((size + PAGE - 1) >>> PAGE_BITS);
    }

    int unsignedByte(long at) {
        touch(at);
        return chunks[(int) (at >>> bits)].get((int) at & mask) & 0xFF;
    }

    /** Two bytes, big-endian, both in one page. */
    int bigEndianShort(long at) {
        touch(at);
        return chunks[(int) (at >>> bits)].getChar((int) at & mask);
    }

    /** Four bytes, big-endian, all in one page. */
    int bigEndianInt(long at) {
        touch(at);
        return chunks[(int) (at >>> bits)].getInt((int) at & mask);
    }

    /** Eight bytes, big-endian, which may lie across two pages. */
    long bigEndianLong(long at) {
        touch(at);
        touch(at + 7);
        return chunks[(int) (at >>> bits)].getLong((int) at & mask);
    }

    /** Four bytes, little-endian and unsigned, all in one page. */
    long littleEndianInt(long at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(bigEndianInt(at)));
    }

    /**
     * Reads numbers of four bytes, little-endian and unsigned, each in one page. The loop that reads does nothing else, so
     * that a processor has many of the reads under way at once.
     *
     * @param at where they begin; changed to the numbers
     * @param count how many
     */
    void littleEndianInts(long[] at, int count) {
        touch(at, count, 0);
        if (chunks.length == 1) {
            readInts(chunks[0], at, count);
        } else {
            for (int i = 0; i < count; i++) {
                at[i] = chunks[(int) (at[i] >>> bits)].getInt((int) at[i] & mask);
            }
        }
        for (int i = 0; i < count; i++) {
            at[i] = Integer.toUnsignedLong(Integer.reverseBytes((int) at[i]));
        }
    }

    /** The same of big-endian numbers of eight bytes, which may lie across two pages. */
    void bigEndianLongs(long[] at, int count) {
        touch(at, count, 7);
        if (chunks.length == 1) {
            readLongs(chunks[0], at, count);
        } else {
            for (int i = 0; i < count; i++) {
                at[i] = chunks[(int) (at[i] >>> bits)].getLong((int) at[i] & mask);
            }
        }
    }

    private static void readInts(ByteBuffer only, long[] at, int count) {
        for (int i = 0; i < count; i++) {
            at[i] = only.getInt((int) at[i]);
        }
    }

    private static void readLongs(ByteBuffer only, long[] at, int count) {
        for (int i = 0; i < count; i++) {
            at[i] = only.getLong((int) at[i]);
        }
    }

    private void touch(long[] at, int count, int more) {
        byte[] known = sound;
        if (known == null) {
            return;
        }
        int all = 1;
        for (int i = 0; i < count; i++) {
            all &= known[(int) (at[i] >>> PAGE_BITS)] & known[(int) ((at[i] + more) >>> PAGE_BITS)];
        }
        for (int i = 0; all == 0 && i < count; i++) {
            touch(at[i]);
            touch(at[i] + more);
        }
    }

    /**
     * Copies a run of unsigned little-endian numbers of four bytes.
     *
     * @param at where the first begins, a multiple of four
     * @param count how many
     * @param into gets them
     */
    void littleEndianInts(long at, int count, long[] into) {
        for (int done = 0; done < count; ) {
            long from = at + ((long) done << 2);
            touch(from);
            int stop = (int) Math.min(count, done + ((PAGE - (from & (PAGE - 1))) >>> 2));
            ByteBuffer chunk = chunks[(int) (from >>> bits)];
            int base = ((int) from & mask) - (done << 2);
            for (int i = done; i < stop; i++) {
                into[i] = Integer.toUnsignedLong(Integer.reverseBytes(chunk.getInt(base + (i << 2))));
            }
            done = stop;
        }
    }

    /** Eight bytes, little-endian, all in one page. */
    long littleEndianLong(long at) {
        touch(at);
        return Long.reverseBytes(chunks[(int) (at >>> bits)].getLong((int) at & mask));
    }

    /** An unsigned little-endian number of some bytes, which may lie across two pages. */
    long littleEndian(long at, int bytes) {
        if (at + 8 <= size) {
            touch(at);
            touch(at + bytes - 1);
            long word = Long.reverseBytes(chunks[(int) (at >>> bits)].getLong((int) at & mask));
            return word & (-1L >>> (64 - 8 * bytes));
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | unsignedByte(at + i);
        }
        return value;
    }

    /** Copies bytes out. */
    byte[] bytes(long at, int length) {
        byte[] copy = new byte[length];
        for (int done = 0; done < length; ) {
            long from = at + done;
            touch(from);
            int inPage = (int) Math.min(length - done, PAGE - (from & (PAGE - 1)));
            chunks[(int) (from >>> bits)].get((int) from & mask, copy, done, inPage);
            done += inPage;
        }
        return copy;
    }

    private void touch(long at) {
        byte[] known = sound;
        if (known != null && known[(int) (at >>> PAGE_BITS)] == 0) {
            check(known, (int) (at >>> PAGE_BITS));
        }
    }

    /** Checks every page now, reading the file from its beginning to its end; none has to be checked later. */
    void checkAll() throws IOException {
        int[] expected = checksums;
        if (expected != null) {
            int[] found = checksums(path);
            for (int page = 0; page < expected.length; page++) {
                if (page >= found.length || found[page] != expected[page]) {
                    throw damaged(page, page < found.length ? found[page] : 0, expected[page]);
                }
            }
        }
        sound = null;
    }

    private CorruptIndexException damaged(int page, int found, int expected) {
        return new CorruptIndexException(
                path,
                (long) page << PAGE_BITS,
                "a page with checksum " + Integer.toHexString(found),
                Integer.toHexString(expected));
    }

    /** CRC-32C (RFC 3720, appendix B.4) of every page of a file, which is read once from its beginning to its end. */
    static int[] checksums(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int[] sums = new int[Math.toIntExact((channel.size() + PAGE - 1) >>> PAGE_BITS)];
            ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
            for (int page = 0; page < sums.length; ) {
                buffer.clear();
                int read = 0;
                while (buffer.hasRemaining() && read >= 0) {
                    read = channel.read(buffer);
                }
                buffer.flip();
                int length = buffer.limit();
                for (int from = 0; from < length && page < sums.length; from += PAGE) {
                    CRC32C sum = new CRC32C();
                    sum.update(buffer.slice(from, Math.min(PAGE, length - from)));
                    sums[page++] = (int) sum.getValue();
                }
                if (length == 0) {
                    break;
                }
            }
            return sums;
        }
    }

    private void check(byte[] known, int page) {
        long from = (long) page << PAGE_BITS;
        int length = (int) Math.min(PAGE, size - from);
        CRC32C sum = new CRC32C();
        sum.update(chunks[(int) (from >>> bits)].slice((int) from & mask, length));
        int found = (int) sum.getValue();
        int expected = Objects.requireNonNull(checksums)[page];
        if (found != expected) {
            throw new UncheckedIOException(damaged(page, found, expected));
        }
        known[page] = 1;
    }
}
