package org.palimpsest.corpus.parquet;

/** Reads numbers of a fixed number of bits, lowest bits first. */
final class BitReader {
    private final PageBytes in;
    private final int width;
    private int current;
    private int left;

    /** Numbers of 0 to 64 bits. */
    BitReader(PageBytes in, int width) throws DamagedDataException {
        if (width < 0 || width > 64) {
            throw new DamagedDataException("numbers of " + width + " bits, expected 0 to 64");
        }
        this.in = in;
        this.width = width;
    }

    long next() throws DamagedDataException {
        long value = 0;
        int got = 0;
        while (got < width) {
            if (left == 0) {
                current = in.nextByte();
                left = 8;
            }
            int bits = Math.min(left, width - got);
            value |= (long) (current & ((1 << bits) - 1)) << got;
            current >>>= bits;
            left -= bits;
            got += bits;
        }
        return value;
    }
}
