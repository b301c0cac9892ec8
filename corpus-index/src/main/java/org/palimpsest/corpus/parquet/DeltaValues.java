package org.palimpsest.corpus.parquet;

/** Whole numbers as differences of neighbours, in blocks of miniblocks (DELTA_BINARY_PACKED). */
final class DeltaValues implements Values {
    private static final int LONGEST_BLOCK = 1 << 20;

    private final PageBytes in;
    private final boolean narrow;
    private final int miniblocks;
    private final int inMiniblock;
    private final long count;
    private long read;
    private long value;
    private long least;
    private final int[] widths;
    private int miniblock;
    private int leftInMiniblock;
    private BitReader bits;

    /** {@code narrow}: numbers of 32 bits, whose sums wrap. */
    DeltaValues(PageBytes in, boolean narrow) throws DamagedDataException {
        this.in = in;
        this.narrow = narrow;
        int block = in.nextVarint();
        this.miniblocks = in.nextVarint();
        this.count = in.nextLongVarint();
        this.value = in.nextZigzag();
        if (block < 8 || block > LONGEST_BLOCK || miniblocks < 1 || block % miniblocks != 0 || count < 0) {
            throw new DamagedDataException("a block of " + block + " differences in " + miniblocks
                    + " parts, expected 8 to " + LONGEST_BLOCK + " in equal parts");
        }
        this.inMiniblock = block / miniblocks;
        this.widths = new int[miniblocks];
        this.miniblock = miniblocks;
        this.bits = new BitReader(in, 0);
    }

    /** How many numbers there are. */
    long count() {
        return count;
    }

    @Override
    public long nextLong() throws DamagedDataException {
        if (read == count) {
            throw new DamagedDataException("ends early: has only " + count + " numbers");
        }
        if (read > 0) {
            if (leftInMiniblock == 0) {
                begin();
            }
            leftInMiniblock--;
            value += least + bits.next();
        }
        read++;
        return narrow ? (int) value : value;
    }

    private void begin() throws DamagedDataException {
        if (miniblock == miniblocks) {
            least = in.nextZigzag();
            for (int i = 0; i < miniblocks; i++) {
                widths[i] = in.nextByte();
            }
            miniblock = 0;
        }
        int width = widths[miniblock++];
        long bytes = ((long) width * inMiniblock + 7) / 8;
        bits = new BitReader(in.part((int) Math.min(bytes, in.remaining())), width);
        leftInMiniblock = inMiniblock;
    }
}
