package org.palimpsest.corpus.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.palimpsest.corpus.run.IOConsumer;

/** The tokens of a shard in memory, as keys, in arrays that can be sorted. */
final class TokenText {
    private static final int BUFFER = 1 << 20;
    private static final int BLOCK = 512;

    private final TokenWidth width;
    private byte[] bytes = {};
    private char[] shorts = {};
    private int[] ints = {};

    private TokenText(TokenWidth width) {
        this.width = width;
    }

    /** Reads a whole file. */
    static TokenText read(Path file, TokenWidth width, int tokens) throws IOException {
        return read(file, width, 0, tokens, chunk -> {});
    }

    /**
     * Reads part of a file.
     *
     * @param first where it begins, in tokens
     * @param tokens how many it has
     * @param seen is shown all bytes in their order: a whole number of pages each time, but for the last
     */
    static TokenText read(Path file, TokenWidth width, long first, int tokens, IOConsumer<ByteBuffer> seen)
            throws IOException {
        TokenText text = new TokenText(width);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(first * width.bytes());
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            switch (width) {
                case U8 -> text.bytes = new byte[tokens];
                case U16 -> text.shorts = new char[tokens];
                case U32 -> text.ints = new int[tokens];
            }
            for (int done = 0; done < tokens; ) {
                int part = Math.min(tokens - done, BUFFER / width.bytes());
                fill(channel, buffer.clear().limit(part * width.bytes()));
                seen.accept(buffer.duplicate());
                switch (width) {
                    case U8 -> buffer.get(text.bytes, done, part);
                    case U16 -> buffer.asCharBuffer().get(text.shorts, done, part);
                    case U32 -> buffer.asIntBuffer().get(text.ints, done, part);
                }
                done += part;
            }
        }
        return text;
    }

    /** Fills a buffer up to its limit, and turns to its beginning. */
    static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file of tokens is shorter than it was");
            }
        }
        buffer.flip();
    }

    /** The position of the suffix of every rank. */
    int[] sorted() {
        return switch (width) {
            case U8 -> SuffixSorter.sort(bytes);
            case U16 -> SuffixSorter.sort(shorts);
            case U32 -> SuffixSorter.sort(ints);
        };
    }

    /** Counts all keys. */
    void count(KeyCounts counts) {
        if (width == TokenWidth.U16) {
            counts.addAll(shorts);
            return;
        }
        for (int position = 0; position < length(); position++) {
            counts.add(key(position));
        }
    }

    int length() {
        return Math.max(bytes.length, Math.max(shorts.length, ints.length));
    }

    int key(int position) {
        return switch (width) {
            case U8 -> bytes[position] & 0xFF;
            case U16 -> shorts[position];
            case U32 -> ints[position];
        };
    }

    /** What {@link TokenFile#packed} gives. */
    long packed(int position) {
        int bits = 8 * width.bytes();
        long sum = 0;
        for (int i = 0; i < width.tokensInALong(); i++) {
            long key = position + i < length() ? Integer.toUnsignedLong(key(position + i)) : 0;
            sum = (sum << bits) | key;
        }
        return sum;
    }

    /** Writes {@link #packed} of every 2^shift-th of some positions. */
    void writePacked(int[] positions, int shift, NumberOutput out) throws IOException {
        int[] sources = new int[BLOCK];
        long[] values = new long[BLOCK];
        long count = ((long) positions.length + (1L << shift) - 1) >>> shift;
        for (long done = 0; done < count; done += BLOCK) {
            int size = (int) Math.min(BLOCK, count - done);
            for (int i = 0; i < size; i++) {
                sources[i] = positions[(int) ((done + i) << shift)];
            }
            if (width == TokenWidth.U16) {
                packed(shorts, sources, size, values);
            }
            for (int i = 0; i < size; i++) {
                boolean known = width == TokenWidth.U16 && sources[i] < shorts.length - 3;
                out.writeNumber(known ? values[i] : packed(sources[i]), 8);
            }
        }
    }

    /** Free of branches, so that the processor has many reads under way at a time; not meant for the last three positions. */
    private static void packed(char[] text, int[] positions, int size, long[] values) {
        int last = text.length - 4;
        if (last < 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            int p = Math.min(positions[i], last);
            values[i] = ((long) text[p] << 48) | ((long) text[p + 1] << 32) | ((long) text[p + 2] << 16) | text[p + 3];
        }
    }
}
