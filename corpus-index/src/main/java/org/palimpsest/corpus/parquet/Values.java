package org.palimpsest.corpus.parquet;

/** The values of a page that are not null, one after another; which method serves depends on the column's type. */
interface Values {
    /** The next value of a boolean (0 or 1) or whole-number column. */
    default long nextLong() throws DamagedDataException {
        throw new DamagedDataException("an encoding that has no whole numbers");
    }

    /** The next value of a real column. */
    default double nextDouble() throws DamagedDataException {
        throw new DamagedDataException("an encoding that has no real numbers");
    }

    /** The next value of a column of bytes. */
    default PageBytes nextBytes() throws DamagedDataException {
        throw new DamagedDataException("an encoding that has no bytes");
    }
}
