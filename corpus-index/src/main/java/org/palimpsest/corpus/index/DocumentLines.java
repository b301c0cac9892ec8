package org.palimpsest.corpus.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** infini-gram's lines about documents: path, line and the fields that are not text. */
final class DocumentLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PagedFile lines;
    private final PagedFile offsets;

    DocumentLines(PagedFile lines, PagedFile offsets) {
        this.lines = lines;
        this.offsets = offsets;
    }

    /** The line about a document. */
    JsonNode at(int document) {
        long count = offsets.size() / 8;
        long from = offsets.littleEndianLong(8L * document);
        long to = document + 1 == count ? lines.size() : offsets.littleEndianLong(8L * (document + 1));
        if (from < 0 || from > to || to > lines.size() || to - from > Integer.MAX_VALUE - 8) {
            throw new UncheckedIOException(new CorruptIndexException(
                    offsets.path(),
                    8L * document,
                    "a line from byte " + from + " to " + to,
                    "lines that follow each other"));
        }
        try {
            return JSON.readTree(lines.bytes(from, (int) (to - from)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new CorruptIndexException(
                    lines.path(), from, "what is not JSON", "an object about document " + document));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of a document; where the metadata has none, path and line. */
    String id(int document) {
        JsonNode line = at(document);
        JsonNode id = line.path("metadata").path("id");
        return id.isMissingNode() || id.isNull()
                ? line.path("path").asText() + ":" + (line.path("linenum").asLong() + 1)
                : id.asText();
    }
}
