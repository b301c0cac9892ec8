package org.palimpsest.corpus.parquet;

import java.util.Arrays;

/** Decodes Snappy and LZ4 blocks: literals, and copies of what was written before. */
final class BlockCodec {
    private static final int LARGEST_RATIO = 256;

    private final PageBytes in;
    private final byte[] out;
    private int written;

    private BlockCodec(PageBytes in, int length) throws DamagedDataException {
        if (length > (long) LARGEST_RATIO * (in.remaining() + 1)) {
            throw new DamagedDataException("a page of " + in.remaining() + " bytes is said to hold " + length
                    + ", more than its compression can");
        }
        this.in = in;
        this.out = new byte[length];
    }

    /** Snappy: the length, then tags whose two lowest bits say what follows. */
    static byte[] snappy(PageBytes in, int length) throws DamagedDataException {
        int said = in.nextVarint();
        if (said != length) {
            throw new DamagedDataException("a snappy page says " + said + " bytes, its header " + length);
        }
        return new BlockCodec(in, length).snappy();
    }

    /** LZ4's block format. */
    static byte[] lz4(PageBytes in, int length) throws DamagedDataException {
        return new BlockCodec(in, length).lz4();
    }

    /** LZ4 as Hadoop frames it: big-endian lengths, plain and compressed, before each block; or a bare block. */
    static byte[] framedLz4(PageBytes in, int length) throws DamagedDataException {
        PageBytes probe = in.again();
        int plain = probe.remaining() < 8 ? -1 : Integer.reverseBytes(probe.nextInt());
        int packed = plain < 0 ? -1 : Integer.reverseBytes(probe.nextInt());
        if (plain < 0 || plain > length || packed < 0 || packed > probe.remaining()) {
            return lz4(in, length);
        }
        byte[] all = new byte[0];
        PageBytes frames = in;
        while (frames.remaining() > 0) {
            int size = Integer.reverseBytes(frames.nextInt());
            byte[] block = lz4(frames.part(Integer.reverseBytes(frames.nextInt())), size);
            if (all.length + (long) block.length > length) {
                throw new DamagedDataException("the frames of a page hold more than its " + length + " bytes");
            }
            int end = all.length;
            all = Arrays.copyOf(all, end + block.length);
            System.arraycopy(block, 0, all, end, block.length);
        }
        return all;
    }

    private byte[] snappy() throws DamagedDataException {
        while (in.remaining() > 0) {
            int tag = in.nextByte();
            int high = tag >>> 2;
            switch (tag & 3) {
                case 0 -> literal(high < 60 ? high + 1 : littleEndian(high - 59) + 1);
                case 1 -> copy(((high >>> 3) << 8) | in.nextByte(), (high & 7) + 4);
                case 2 -> copy(littleEndian(2), high + 1);
                default -> copy(littleEndian(4), high + 1);
            }
        }
        return finished();
    }

    private byte[] lz4() throws DamagedDataException {
        while (in.remaining() > 0) {
            int token = in.nextByte();
            literal(length(token >>> 4));
            if (in.remaining() > 0) {
                int distance = littleEndian(2);
                copy(distance, length(token & 15) + 4);
            }
        }
        return finished();
    }

    private int length(int start) throws DamagedDataException {
        int length = start;
        for (int next = start == 15 ? 255 : 0; next == 255; ) {
            next = in.nextByte();
            length += next;
            if (length > out.length) {
                throw tooLong(length);
            }
        }
        return length;
    }

    private int littleEndian(int bytes) throws DamagedDataException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.nextByte() << (8 * i);
        }
        return value;
    }

    private void literal(int length) throws DamagedDataException {
        if (length < 0 || length > out.length - written) {
            throw tooLong(length);
        }
        PageBytes from = in.part(length);
        System.arraycopy(from.array(), from.offset(), out, written, length);
        written += length;
    }

    private void copy(int distance, int length) throws DamagedDataException {
        if (distance < 1 || distance > written) {
            throw new DamagedDataException(
                    "a compressed page copies from " + distance + " bytes back, where only " + written + " are");
        }
        if (length > out.length - written) {
            throw tooLong(length);
        }
        int from = written - distance;
        if (distance >= length) {
            System.arraycopy(out, from, out, written, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[written + i] = out[from + i];
            }
        }
        written += length;
    }

    private DamagedDataException tooLong(int length) {
        return new DamagedDataException("a compressed page goes on for " + length + " bytes where only "
                + (out.length - written) + " are left");
    }

    private byte[] finished() throws DamagedDataException {
        if (written != out.length) {
            throw new DamagedDataException("a page decompresses to " + written + " bytes, expected " + out.length);
        }
        return out;
    }
}
