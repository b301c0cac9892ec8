package org.palimpsest.corpus.parquet;

/** Booleans as runs. */
record RunValues(RunDecoder runs) implements Values {
    @Override
    public long nextLong() throws DamagedDataException {
        return runs.next();
    }
}
