package org.palimpsest.corpus.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is cut, damaged, encrypted or none at all. The message names the file, and the column and row where
 * they are known, what was found and what was expected, and what to do.
 */
public final class ParquetException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ParquetException(Path file, String reason) {
        this(file, reason, null);
    }

    ParquetException(Path file, String reason, @Nullable IOException cause) {
        super(file + ": " + reason, cause);
        this.reason = reason;
    }

    /** Returns what is wrong and what to do, without the file. */
    public String reason() {
        return reason;
    }
}
