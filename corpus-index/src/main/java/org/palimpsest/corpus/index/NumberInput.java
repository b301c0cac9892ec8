package org.palimpsest.corpus.index;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads little-endian numbers and bytes, from the first on. Not safe for use by many threads. */
final class NumberInput implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final String name;
    private final byte[] number = new byte[8];

    /** Reads a stream; the name is for errors. */
    NumberInput(InputStream in, String name) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.name = name;
    }

    /** The next number of 8 bytes. */
    long next() throws IOException {
        return next(8);
    }

    /** The next number of some bytes, unsigned if fewer than 8. */
    long next(int bytes) throws IOException {
        if (in.readNBytes(number, 0, bytes) < bytes) {
            throw tooShort();
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (number[i] & 0xFF);
        }
        return value;
    }

    /** Leaves bytes out. */
    NumberInput skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw tooShort();
        }
        return this;
    }

    /** Copies bytes. */
    void copy(long bytes, NumberOutput to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (read < 0) {
                throw tooShort();
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    private EOFException tooShort() {
        return new EOFException(name + " are cut off; run the job again from the beginning");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
