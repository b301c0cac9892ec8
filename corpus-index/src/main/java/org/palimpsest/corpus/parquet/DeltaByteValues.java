package org.palimpsest.corpus.parquet;

/** Bytes that begin as their neighbour does (DELTA_BYTE_ARRAY): lengths of common starts, then the rests. */
final class DeltaByteValues implements Values {
    private final int[] starts;
    private final Values rests;
    private byte[] previous = new byte[0];
    private int next;

    DeltaByteValues(PageBytes in) throws DamagedDataException {
        this.starts = DeltaLengthValues.lengths(in);
        this.rests = new DeltaLengthValues(in);
    }

    @Override
    public PageBytes nextBytes() throws DamagedDataException {
        PageBytes rest = rests.nextBytes();
        int start = next < starts.length ? starts[next++] : -1;
        if (start < 0 || start > previous.length || start > Integer.MAX_VALUE - 8 - rest.remaining()) {
            throw new DamagedDataException(
                    "a value begins with " + start + " bytes of the one before, which has " + previous.length);
        }
        byte[] value = new byte[start + rest.remaining()];
        System.arraycopy(previous, 0, value, 0, start);
        System.arraycopy(rest.array(), rest.offset(), value, start, rest.remaining());
        previous = value;
        return new PageBytes(value);
    }
}
