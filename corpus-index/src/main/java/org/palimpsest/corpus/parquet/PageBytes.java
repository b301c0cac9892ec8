package org.palimpsest.corpus.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes in memory, read from front to back, little-endian; every read is checked. */
final class PageBytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    PageBytes(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private PageBytes(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    int remaining() {
        return end - position;
    }

    int nextByte() throws DamagedDataException {
        return bytes[take(1)] & 0xff;
    }

    int nextInt() throws DamagedDataException {
        return (int) INT.get(bytes, take(4));
    }

    long nextLong() throws DamagedDataException {
        return (long) LONG.get(bytes, take(8));
    }

    /** The next bytes as a view of their own, which is read from its own front. */
    PageBytes part(int length) throws DamagedDataException {
        int start = take(length);
        return new PageBytes(bytes, start, start + length);
    }

    /** The same bytes, to be read once more. */
    PageBytes again() {
        return new PageBytes(bytes, position, end);
    }

    /** The next bytes, copied. */
    byte[] copy(int length) throws DamagedDataException {
        int start = take(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** An unsigned number of seven bits a byte, below 2^31. */
    int nextVarint() throws DamagedDataException {
        long value = nextLongVarint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new DamagedDataException("a count is " + Long.toUnsignedString(value) + ", expected below 2^31");
        }
        return (int) value;
    }

    /** A number of seven bits a byte, 64 bits in all. */
    long nextLongVarint() throws DamagedDataException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = nextByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamagedDataException("a variable-length number does not end after ten bytes");
    }

    /** A number whose sign is in its lowest bit. */
    long nextZigzag() throws DamagedDataException {
        long value = nextLongVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** The bytes behind this view; they start at {@link #offset}. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return position;
    }

    private int take(int length) throws DamagedDataException {
        if (length < 0 || length > end - position) {
            throw new DamagedDataException(
                    "ends early: " + length + " more bytes expected, " + (end - position) + " found");
        }
        int start = position;
        position += length;
        return start;
    }
}
