package org.palimpsest.corpus.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The distinct values of a column chunk, by number. */
final class ColumnDictionary {
    private final int size;
    private final long[] wholes;
    private final double[] reals;
    private final List<PageBytes> bytes = new ArrayList<>();

    /** Reads {@code size} plain values. */
    ColumnDictionary(PageBytes in, SchemaLeaf leaf, int size) throws DamagedDataException {
        PhysicalType type = leaf.type();
        int least = Math.max(type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? leaf.length() : 4, type.bytes());
        if (least < 1 || size > in.remaining() / least) {
            throw new DamagedDataException(
                    "a dictionary of " + size + " values in " + in.remaining() + " bytes, which cannot hold them");
        }
        this.size = size;
        this.wholes = new long[type.isWhole() ? size : 0];
        this.reals = new double[type.isReal() ? size : 0];
        Values values = new PlainValues(in, type, leaf.length());
        for (int i = 0; i < size; i++) {
            if (type.isWhole()) {
                wholes[i] = values.nextLong();
            } else if (type.isReal()) {
                reals[i] = values.nextDouble();
            } else {
                bytes.add(values.nextBytes());
            }
        }
    }

    /** The values that the numbers of a page name: a byte with their bits, then runs. */
    Values named(PageBytes in) {
        return new Named(in);
    }

    private final class Named implements Values {
        private final PageBytes in;
        private @Nullable RunDecoder numbers;

        Named(PageBytes in) {
            this.in = in;
        }

        private int number() throws DamagedDataException {
            if (numbers == null) {
                numbers = new RunDecoder(in, in.nextByte());
            }
            int number = numbers.next();
            if (number < 0 || number >= size) {
                throw new DamagedDataException("names value " + Integer.toUnsignedString(number)
                        + " of the dictionary, which has only " + size);
            }
            return number;
        }

        @Override
        public long nextLong() throws DamagedDataException {
            return wholes[number()];
        }

        @Override
        public double nextDouble() throws DamagedDataException {
            return reals[number()];
        }

        @Override
        public PageBytes nextBytes() throws DamagedDataException {
            return bytes.get(number()).again();
        }
    }
}
