package org.palimpsest.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of a folder's files, one file after another; one file is open at a time. */
final class FolderDocuments implements DocumentSource {
    private final DocumentFolder folder;
    private final int skipBad;
    private final List<BadLine> skipped = new ArrayList<>();
    private int next;
    private Path file;
    private @Nullable DocumentSource current;

    FolderDocuments(DocumentFolder folder, int skipBad) {
        this.folder = folder;
        this.skipBad = skipBad;
        this.file = folder.folder();
    }

    @Override
    public @Nullable Document read() throws IOException {
        while (true) {
            DocumentSource source = current;
            Document document = source == null ? null : source.read();
            if (document != null) {
                return document;
            }
            close();
            if (next == folder.files().size()) {
                return null;
            }
            file = folder.files().get(next++);
            current = DocumentFormat.open(file, folder.id(file), skipBad - skipped.size());
        }
    }

    @Override
    public List<BadLine> skipped() {
        List<BadLine> all = new ArrayList<>(skipped);
        DocumentSource source = current;
        if (source != null) {
            addSkipped(source, all);
        }
        return List.copyOf(all);
    }

    /** A reason begins with the file, as lines are numbered in each. */
    private void addSkipped(DocumentSource source, List<BadLine> to) {
        source.skipped().forEach(bad -> to.add(new BadLine(bad.line(), folder.id(file) + ": " + bad.reason())));
    }

    @Override
    public long line() {
        DocumentSource source = current;
        return source == null ? 0 : source.line();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        DocumentSource source = current;
        if (source != null) {
            addSkipped(source, skipped);
            current = null;
            source.close();
        }
    }
}
