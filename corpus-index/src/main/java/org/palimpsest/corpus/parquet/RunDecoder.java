package org.palimpsest.corpus.parquet;

import org.jspecify.annotations.Nullable;

/** Small numbers as runs of one value and groups of packed bits (RLE in Parquet's terms). */
final class RunDecoder {
    private final PageBytes in;
    private final int width;
    private long left;
    private int value;
    private @Nullable BitReader packed;

    /** Numbers of 0 to 32 bits. */
    RunDecoder(PageBytes in, int width) throws DamagedDataException {
        if (width > 32) {
            throw new DamagedDataException("runs of numbers of " + width + " bits, expected at most 32");
        }
        this.in = in;
        this.width = width;
    }

    /** Numbers from 0 to a largest one. */
    static RunDecoder upTo(int largest, PageBytes in) throws DamagedDataException {
        return new RunDecoder(in, 32 - Integer.numberOfLeadingZeros(largest));
    }

    int next() throws DamagedDataException {
        if (left == 0) {
            begin();
        }
        left--;
        return packed == null ? value : (int) packed.next();
    }

    private void begin() throws DamagedDataException {
        long header = in.nextVarint();
        if (header < 2) {
            throw new DamagedDataException("a run of no numbers");
        }
        if ((header & 1) == 0) {
            left = header >>> 1;
            packed = null;
            value = 0;
            for (int shift = 0; shift < width; shift += 8) {
                value |= in.nextByte() << shift;
            }
        } else {
            long groups = header >>> 1;
            left = 8 * groups;
            packed = new BitReader(in.part((int) Math.min(groups * width, in.remaining())), width);
        }
    }
}
