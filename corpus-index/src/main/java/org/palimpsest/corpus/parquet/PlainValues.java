package org.palimpsest.corpus.parquet;

/** Values as they are: numbers little-endian, booleans as bits, bytes after their length. */
final class PlainValues implements Values {
    private final PageBytes in;
    private final PhysicalType type;
    private final int length;
    private final BitReader bits;

    /** {@code length} is that of a fixed-length value, else unused. */
    PlainValues(PageBytes in, PhysicalType type, int length) throws DamagedDataException {
        this.in = in;
        this.type = type;
        this.length = type == PhysicalType.INT96 ? type.bytes() : length;
        this.bits = new BitReader(in, 1);
    }

    @Override
    public long nextLong() throws DamagedDataException {
        return switch (type) {
            case INT32 -> in.nextInt();
            case INT64 -> in.nextLong();
            default -> bits.next();
        };
    }

    @Override
    public double nextDouble() throws DamagedDataException {
        return type == PhysicalType.FLOAT ? Float.intBitsToFloat(in.nextInt()) : Double.longBitsToDouble(in.nextLong());
    }

    @Override
    public PageBytes nextBytes() throws DamagedDataException {
        return in.part(type == PhysicalType.BYTE_ARRAY ? in.nextInt() : length);
    }
}
