package org.palimpsest.corpus.parquet;

/** A column; {@code length} is that of a fixed-length value, {@code scale} a decimal's. */
record SchemaLeaf(
        String name,
        boolean repeated,
        int maxRepetition,
        int maxDefinition,
        int firstColumn,
        PhysicalType type,
        int length,
        ValueMeaning meaning,
        int scale)
        implements SchemaNode {

    /** A whole number as its meaning reads it: without a sign where that is so. */
    long unsigned(long value) {
        return meaning == ValueMeaning.UNSIGNED && type == PhysicalType.INT32 ? value & 0xffff_ffffL : value;
    }

    /** Whether values are whole numbers to the reader. */
    boolean isWholeNumber() {
        return type.isWhole() && type != PhysicalType.BOOLEAN && meaning.isNumber();
    }
}
