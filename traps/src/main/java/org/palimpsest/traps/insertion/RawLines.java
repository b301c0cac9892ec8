package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.palimpsest.corpus.CorruptInputException;

/** Reads lines with every byte of theirs, the line end included; a line lies in the buffer until the next is read. */
final class RawLines {
    private static final int CHUNK = 1 << 18;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long NEWLINES = ONES * '\n';

    private static final int LONGEST = 1 << 30;

    private final String name;
    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;
    private int filled;
    private long number;
    private long position;

    /** Lines of a stream; the name is for messages. */
    RawLines(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Moves to the next line; false after the last. */
    boolean next() throws IOException {
        start = end;
        int scanned = start;
        while (true) {
            int newline = newline(scanned);
            if (newline < filled) {
                end = newline + 1;
                number++;
                position += end - start;
                return true;
            }
            int unfinished = filled - start;
            if (!fill()) {
                end = filled;
                number += unfinished > 0 ? 1 : 0;
                position += unfinished;
                return unfinished > 0;
            }
            scanned = start + unfinished;
        }
    }

    /** Offset of the first line end at or after an offset, or the end of the buffer. */
    private int newline(int from) {
        int i = from;
        while (i + Long.BYTES <= filled) {
            long zero = (long) LONGS.get(buffer, i) ^ NEWLINES;
            if (((zero - ONES) & ~zero & (ONES << 7)) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < filled && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            if (filled - start >= LONGEST) {
                throw new CorruptInputException(
                        name, number + 1, "is longer than " + LONGEST + " bytes, the most of one row; split it", null);
            }
            byte[] target = start < buffer.length / 2 ? Arrays.copyOf(buffer, 2 * buffer.length) : buffer;
            System.arraycopy(buffer, start, target, 0, filled - start);
            filled -= start;
            start = 0;
            buffer = target;
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, count);
        return count > 0;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Number of the line, from 1. */
    long number() {
        return number;
    }

    /** Number of bytes up to the end of the line. */
    long position() {
        return position;
    }
}
