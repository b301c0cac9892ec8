package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.BadLine;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;

/** The documents of files, one file after another. Memory is bounded by the longest line. Not safe for many threads. */
public final class CorpusFiles implements DocumentStream {
    private final List<Path> files;
    private final int skipBad;
    private final List<BadLine> skipped = new ArrayList<>();
    private int next;
    private @Nullable DocumentReader reader;

    /**
     * Files to read.
     *
     * @param files or folders, in training order, in any form that {@link DocumentReader} reads
     * @param skipBad how many bad lines to pass over in each of them, at least 0
     */
    public CorpusFiles(List<Path> files, int skipBad) {
        this.files = List.copyOf(files);
        this.skipBad = skipBad;
    }

    @Override
    public @Nullable SourceDocument read() throws IOException {
        while (true) {
            DocumentReader open = reader;
            if (open == null) {
                if (next == files.size()) {
                    return null;
                }
                open = DocumentReader.open(files.get(next++), new DocumentReader.Options(skipBad));
                reader = open;
            }
            Document document = open.read();
            if (document != null) {
                return new SourceDocument(open.file().toString(), open.line(), document);
            }
            skipped.addAll(open.skipped());
            open.close();
            reader = null;
        }
    }

    /** Returns the lines of the files read to their end that were passed over. */
    public List<BadLine> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
