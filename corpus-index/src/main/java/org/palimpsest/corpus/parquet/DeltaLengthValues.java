package org.palimpsest.corpus.parquet;

import java.util.Arrays;

/** Bytes whose lengths come first, all of them (DELTA_LENGTH_BYTE_ARRAY). */
final class DeltaLengthValues implements Values {
    private static final int MOST = 1 << 26;

    private final PageBytes in;
    private final int[] lengths;
    private int next;

    DeltaLengthValues(PageBytes in) throws DamagedDataException {
        this.in = in;
        this.lengths = lengths(in);
    }

    /** All numbers of a list of differences. */
    static int[] lengths(PageBytes in) throws DamagedDataException {
        DeltaValues numbers = new DeltaValues(in, true);
        if (numbers.count() > MOST) {
            throw new DamagedDataException("a page of " + numbers.count() + " values, at most " + MOST + " are read");
        }
        int[] lengths = new int[(int) Math.min(numbers.count(), 1024)];
        for (int i = 0; i < numbers.count(); i++) {
            if (i == lengths.length) {
                lengths = Arrays.copyOf(lengths, (int) Math.min(numbers.count(), 2L * i));
            }
            lengths[i] = (int) numbers.nextLong();
        }
        return lengths;
    }

    @Override
    public PageBytes nextBytes() throws DamagedDataException {
        if (next == lengths.length) {
            throw new DamagedDataException("ends early: has only " + lengths.length + " values");
        }
        return in.part(lengths[next++]);
    }
}
