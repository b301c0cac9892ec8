package org.palimpsest.corpus.parquet;

import java.io.IOException;

/** Bytes that are not what the format says. Whoever knows file and column turns it into an error that names them. */
final class DamagedDataException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedDataException(String reason) {
        super(reason);
    }
}
