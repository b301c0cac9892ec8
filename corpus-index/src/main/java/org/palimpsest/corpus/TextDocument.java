package org.palimpsest.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one document of a text file. */
final class TextDocument implements DocumentSource {
    private final Path file;
    private final String id;
    private final InputStream in;
    private boolean read;

    TextDocument(Path file, String id, InputStream in) {
        this.file = file;
        this.id = id;
        this.in = in;
    }

    @Override
    public @Nullable Document read() throws IOException {
        if (read) {
            return null;
        }
        read = true;
        return TextFile.read(file, id, in);
    }

    @Override
    public List<BadLine> skipped() {
        return List.of();
    }

    @Override
    public long line() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
