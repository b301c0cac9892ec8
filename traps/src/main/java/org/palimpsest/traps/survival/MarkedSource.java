package org.palimpsest.traps.survival;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Documents of a corpus in their order. */
public interface MarkedSource extends Closeable {
    /**
     * Reads the next document.
     *
     * @return the document, or null behind the last
     * @throws IOException if it cannot be read
     */
    @Nullable
    MarkedDocument read() throws IOException;

    @Override
    default void close() throws IOException {}
}
