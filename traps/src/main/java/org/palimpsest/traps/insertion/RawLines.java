package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines with every byte of theirs, the line end included; a line lies in the buffer until the next is read. */
final class RawLines {
    private static final int CHUNK = 1 << 18;

    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;
    private int filled;
    private long number;

    RawLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false after the last. */
    boolean next() throws IOException {
        start = end;
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i + 1;
                    number++;
                    return true;
                }
            }
            int unfinished = filled - start;
            if (!fill()) {
                end = filled;
                number += unfinished > 0 ? 1 : 0;
                return unfinished > 0;
            }
            scanned = start + unfinished;
        }
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
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
}
