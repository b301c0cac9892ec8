package org.palimpsest.corpus.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The tokens of a shard in memory, as keys, in arrays that can be sorted. */
final class TokenText {
    private static final int BUFFER = 1 << 20;

    private final TokenWidth width;
    private byte[] bytes = {};
    private char[] shorts = {};
    private int[] ints = {};

    private TokenText(TokenWidth width) {
        this.width = width;
    }

    static TokenText read(Path file, TokenWidth width, int tokens) throws IOException {
        TokenText text = new TokenText(width);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            switch (width) {
                case U8 -> text.bytes = new byte[tokens];
                case U16 -> text.shorts = new char[tokens];
                case U32 -> text.ints = new int[tokens];
            }
            for (int done = 0; done < tokens; ) {
                int part = Math.min(tokens - done, BUFFER / width.bytes());
                fill(channel, buffer.clear().limit(part * width.bytes()));
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

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
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
}
