package org.palimpsest.corpus.parquet;

/** Fixed-length values byte by byte: all first bytes, then all second ones (BYTE_STREAM_SPLIT). */
final class SplitValues implements Values {
    private final PageBytes in;
    private final PhysicalType type;
    private final int width;
    private final int count;
    private int next;

    SplitValues(PageBytes in, SchemaLeaf leaf) throws DamagedDataException {
        this.in = in;
        this.type = leaf.type();
        this.width = Math.max(leaf.length(), type.bytes());
        if (width < 1 || type == PhysicalType.BYTE_ARRAY) {
            throw new DamagedDataException("split bytes for values of type " + type + ", which have no fixed length");
        }
        this.count = in.remaining() / width;
    }

    @Override
    public long nextLong() throws DamagedDataException {
        PageBytes bytes = nextBytes();
        return width == 4 ? bytes.nextInt() : bytes.nextLong();
    }

    @Override
    public double nextDouble() throws DamagedDataException {
        PageBytes bytes = nextBytes();
        return width == 4 ? Float.intBitsToFloat(bytes.nextInt()) : Double.longBitsToDouble(bytes.nextLong());
    }

    @Override
    public PageBytes nextBytes() throws DamagedDataException {
        if (next == count) {
            throw new DamagedDataException("ends early: has only " + count + " values");
        }
        byte[] value = new byte[width];
        for (int i = 0; i < width; i++) {
            value[i] = in.array()[in.offset() + i * count + next];
        }
        next++;
        return new PageBytes(value);
    }
}
