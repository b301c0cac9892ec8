package org.palimpsest.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents of a JSONL file. */
final class JsonDocuments implements DocumentSource {
    private static final DocumentParser PARSER = new DocumentParser();

    private final JsonLines lines;
    private final TokenRow tokenRow = new TokenRow();

    JsonDocuments(JsonLines lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Document read() throws IOException {
        return lines.next(tokenRow::parse, PARSER);
    }

    @Override
    public List<BadLine> skipped() {
        return lines.skipped();
    }

    @Override
    public long line() {
        return lines.location().line();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
