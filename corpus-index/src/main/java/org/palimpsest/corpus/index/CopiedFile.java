package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;

/**
 * The documents of one file that may be a copy of it: the index and errors name the original. What {@link CorpusFiles} gives for
 * the original. Memory is bounded by the longest line. Not safe for many threads.
 */
public final class CopiedFile implements DocumentStream {
    private final DocumentReader reader;
    private final Path copy;
    private final String original;

    /**
     * Opens a file.
     *
     * @param copy where its bytes are
     * @param original the path that documents come from
     * @param id of the document if the file is one, and not a row for each
     * @param skipBad how many bad lines to pass over, at least 0
     * @throws IOException if it is missing, or does not start as its suffix says
     */
    public CopiedFile(Path copy, String original, String id, int skipBad) throws IOException {
        this.copy = copy;
        this.original = original;
        try {
            this.reader = DocumentReader.open(copy, id, new DocumentReader.Options(skipBad));
        } catch (CorruptInputException damaged) {
            throw named(damaged);
        }
    }

    @Override
    public @Nullable SourceDocument read() throws IOException {
        try {
            Document document = reader.read();
            return document == null ? null : new SourceDocument(original, reader.line(), document);
        } catch (CorruptInputException damaged) {
            throw named(damaged);
        }
    }

    private CorruptInputException named(CorruptInputException damaged) {
        return damaged.file().equals(copy.toString())
                ? new CorruptInputException(original, damaged.line(), damaged.reason(), damaged)
                : damaged;
    }

    /** Returns the lines that were passed over so far. */
    public List<BadLine> skipped() {
        return reader.skipped();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
