package org.palimpsest.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where {@link DocumentReader} gets its documents: a file, or the files of a folder. */
interface DocumentSource extends Closeable {
    /** The next document, or null at the end. */
    @Nullable
    Document read() throws IOException;

    /** What was passed over so far. */
    List<BadLine> skipped();

    /** The line or row that was read last, from 1; 0 where the file is one document. */
    long line();

    /** The file that was read last, where there are several; else null. */
    default @Nullable Path file() {
        return null;
    }
}
