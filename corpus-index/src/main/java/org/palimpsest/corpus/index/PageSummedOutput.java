package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes a file and keeps the checksum of every page of it. Not safe for use by many threads. */
final class PageSummedOutput extends OutputStream {
    private static final int BUFFER = 64 * PagedFile.PAGE;
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long written;
    private int[] sums = new int[16];
    private int pages;

    PageSummedOutput(Path path) throws IOException {
        this.path = path;
        this.out = Files.newOutputStream(path);
    }

    @Override
    public void write(int value) throws IOException {
        if (filled == BUFFER) {
            drain();
        }
        buffer[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (filled == BUFFER) {
                drain();
            }
            int part = Math.min(length - done, BUFFER - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, part);
            filled += part;
            done += part;
        }
    }

    /** Writes a little-endian number of some bytes. */
    void writeNumber(long value, int bytes) throws IOException {
        if (BUFFER - filled < bytes) {
            for (int i = 0; i < bytes; i++) {
                write((int) (value >>> (8 * i)));
            }
            return;
        }
        switch (bytes) {
            case 2 -> SHORTS.set(buffer, filled, (short) value);
            case 4 -> INTS.set(buffer, filled, (int) value);
            case 8 -> LONGS.set(buffer, filled, value);
            default -> {
                for (int i = 0; i < bytes; i++) {
                    buffer[filled + i] = (byte) (value >>> (8 * i));
                }
            }
        }
        filled += bytes;
    }

    private void drain() throws IOException {
        for (int from = 0; from < filled; from += PagedFile.PAGE) {
            CRC32C sum = new CRC32C();
            sum.update(buffer, from, Math.min(PagedFile.PAGE, filled - from));
            if (pages == sums.length) {
                sums = Arrays.copyOf(sums, 2 * pages);
            }
            sums[pages++] = (int) sum.getValue();
        }
        out.write(buffer, 0, filled);
        written += filled;
        filled = 0;
    }

    /** Bytes written so far. */
    long size() {
        return written + filled;
    }

    /** The checksums of a closed file. */
    PageSums sums() {
        return new PageSums(path.getFileName().toString(), written, Arrays.copyOf(sums, pages));
    }

    @Override
    public void close() throws IOException {
        try (out) {
            drain();
        }
    }
}
