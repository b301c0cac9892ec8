package org.palimpsest.corpus.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes bytes and little-endian numbers to a file, through a buffer. Not safe for use by many threads. */
class NumberOutput extends OutputStream {
    private static final int BUFFER = 64 * PagedFile.PAGE;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final int[] scratch = new int[BUFFER / Integer.BYTES];
    private long written;

    /** Begins a file; one that is there is emptied. */
    NumberOutput(Path path) throws IOException {
        this(path, 0);
    }

    /** Goes on with a file after its first bytes, and drops the rest. */
    NumberOutput(Path path, long kept) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(kept).position(kept);
        written = kept;
    }

    @Override
    public void write(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            drain();
        }
        buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int part = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, part);
            done += part;
        }
    }

    /** Writes what is left in a buffer. */
    final void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int part = Math.min(bytes.remaining(), buffer.remaining());
            buffer.put(bytes.slice().limit(part));
            bytes.position(bytes.position() + part);
        }
    }

    /** Writes a number of some bytes. */
    final void writeNumber(long value, int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            for (int i = 0; i < bytes; i++) {
                write((int) (value >>> (8 * i)));
            }
            return;
        }
        switch (bytes) {
            case 2 -> buffer.putShort((short) value);
            case 4 -> buffer.putInt((int) value);
            case 8 -> buffer.putLong(value);
            default -> {
                for (int i = 0; i < bytes; i++) {
                    buffer.put((byte) (value >>> (8 * i)));
                }
            }
        }
    }

    /** Writes numbers, shifted to the left, with some bytes each. */
    final void writeNumbers(int[] values, int shift, int bytes) throws IOException {
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, buffer.remaining() / bytes);
            if (part == 0 || bytes == 3 || bytes > 4) {
                writeNumber(Integer.toUnsignedLong(values[done]) << shift, bytes);
                done++;
            } else {
                put(values, done, part, shift, bytes);
                done += part;
            }
        }
    }

    private void put(int[] values, int from, int size, int shift, int bytes) {
        int at = buffer.position();
        switch (bytes) {
            case 1 -> {
                for (int i = 0; i < size; i++) {
                    buffer.put(at + i, (byte) (values[from + i] << shift));
                }
            }
            case 2 -> {
                for (int i = 0; i < size; i++) {
                    buffer.putShort(at + 2 * i, (short) (values[from + i] << shift));
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    scratch[i] = values[from + i] << shift;
                }
                buffer.asIntBuffer().put(scratch, 0, size);
            }
        }
        buffer.position(at + size * bytes);
    }

    /** Is shown all bytes in their order: a whole number of pages each time, but for the last. */
    void draining(ByteBuffer bytes) {}

    private void drain() throws IOException {
        buffer.flip();
        draining(buffer);
        written += buffer.remaining();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new IOException(path + ": cannot be written: " + e.getMessage(), e);
        }
        buffer.clear();
    }

    /** Has all bytes so far on the disk. Must not be used where {@link #draining} needs whole pages. */
    final void force() throws IOException {
        drain();
        channel.force(false);
    }

    /** Bytes written so far. */
    final long size() {
        return written + buffer.position();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                drain();
            }
        }
    }
}
