package org.palimpsest.corpus.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;

/** The documents of a corpus, one after another, in training order. */
public interface DocumentStream extends Closeable {
    /**
     * Reads the next document.
     *
     * @return the document, or null at the end
     * @throws IOException if the input cannot be read
     */
    @Nullable
    SourceDocument read() throws IOException;

    /** Nothing is to be closed unless an implementation says so. */
    @Override
    default void close() throws IOException {}

    /**
     * Documents that are at hand.
     *
     * @param documents in training order
     * @return a stream of them, from the path {@code memory}, line by line
     */
    static DocumentStream of(List<Document> documents) {
        Iterator<Document> left = documents.iterator();
        long[] line = new long[1];
        return () -> left.hasNext() ? new SourceDocument("memory", ++line[0], left.next()) : null;
    }
}
