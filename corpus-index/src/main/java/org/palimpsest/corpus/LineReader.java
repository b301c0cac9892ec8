package org.palimpsest.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads lines as bytes into one buffer that is used again. A line ends at {@code \n}; a {@code \r} before it and a UTF-8
 * byte order mark at the start of the file are dropped.
 */
final class LineReader implements Closeable {
    /** The longest line that is read, in bytes. */
    static final int LONGEST_LINE = 64 << 20;

    private static final int CHUNK = 1 << 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long NEWLINES = LOWEST_BITS * '\n';

    private final String name;
    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int chunkStart;
    private int chunkEnd;
    private byte[] line = new byte[CHUNK];
    private int start;
    private int end;
    private long number;

    LineReader(String name, InputStream in, int longest) {
        this.name = name;
        this.in = in;
        this.longest = longest;
    }

    /**
     * Moves to the next line.
     *
     * @return false at the end of the file
     * @throws CorruptInputException if the line is longer than allowed; the call after it goes on with the next line
     */
    boolean next() throws IOException {
        start = 0;
        end = 0;
        if (chunkStart == chunkEnd && !fill()) {
            return false;
        }
        number++;
        long length = 0;
        boolean open = true;
        while (open) {
            int stop = newline();
            open = stop == chunkEnd;
            length += stop - chunkStart;
            if (length <= longest) {
                append(stop);
            }
            chunkStart = open ? stop : stop + 1;
            open = open && fill();
        }
        if (length > longest) {
            end = 0;
            throw location()
                    .error("is " + length + " bytes long, at most " + longest
                            + " are read; split the document, or see whether line ends are missing");
        }
        trim();
        return true;
    }

    private boolean fill() throws IOException {
        chunkStart = 0;
        chunkEnd = Math.max(0, in.read(chunk, 0, chunk.length));
        return chunkEnd > 0;
    }

    private int newline() {
        int i = chunkStart;
        while (i + Long.BYTES <= chunkEnd && !hasNewline((long) LONGS.get(chunk, i))) {
            i += Long.BYTES;
        }
        while (i < chunkEnd && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Whether one of eight bytes is a line end: the byte that is zero after the exclusive or. */
    private static boolean hasNewline(long eight) {
        long zero = eight ^ NEWLINES;
        return ((zero - LOWEST_BITS) & ~zero & (LOWEST_BITS << 7)) != 0;
    }

    private void append(int stop) {
        int count = stop - chunkStart;
        if (end + count > line.length) {
            line = Arrays.copyOf(line, Math.max(end + count, (int) Math.min(longest, 2L * line.length)));
        }
        System.arraycopy(chunk, chunkStart, line, end, count);
        end += count;
    }

    private void trim() {
        if (number == 1 && end >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf) {
            start = 3;
        }
        if (end > start && line[end - 1] == '\r') {
            end--;
        }
    }

    /** Whether the line has nothing but spaces and tabs. */
    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The buffer that holds the line from {@link #start} to {@link #end}; valid until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where the line stands. */
    InputLocation location() {
        return new InputLocation(name, number);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
