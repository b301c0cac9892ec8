package org.palimpsest.corpus.parquet;

import java.util.Arrays;

/** How a column's values lie in the file. */
enum PhysicalType {
    BOOLEAN(0, 0),
    INT32(1, 4),
    INT64(2, 8),
    INT96(3, 12),
    FLOAT(4, 4),
    DOUBLE(5, 8),
    BYTE_ARRAY(6, 0),
    FIXED_LEN_BYTE_ARRAY(7, 0);

    private final int number;
    private final int bytes;

    PhysicalType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The type of a number of the format, 0 to 7. */
    static PhysicalType of(int number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .findFirst()
                .orElseThrow();
    }

    /** Its number in the format. */
    int number() {
        return number;
    }

    /** Bytes of a value; 0 where it depends. */
    int bytes() {
        return bytes;
    }

    boolean isWhole() {
        return this == BOOLEAN || this == INT32 || this == INT64;
    }

    boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }
}
