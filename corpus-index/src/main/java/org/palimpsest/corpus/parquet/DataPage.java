package org.palimpsest.corpus.parquet;

/** A page of a column: so many entries, each with its levels, and the values of those that are not null. */
record DataPage(int count, RunDecoder repetitions, RunDecoder definitions, Values values) {}
