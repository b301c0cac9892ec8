package org.palimpsest.corpus.parquet;

/** A field of the schema with the levels at which it is there and repeats. */
sealed interface SchemaNode permits SchemaLeaf, SchemaGroup {
    String name();

    /** Whether it may occur many times in its parent. */
    boolean repeated();

    /** How many fields on the way to it, itself included, repeat. */
    int maxRepetition();

    /** How many fields on the way to it, itself included, may be missing. */
    int maxDefinition();

    /** The first column under it. */
    int firstColumn();
}
