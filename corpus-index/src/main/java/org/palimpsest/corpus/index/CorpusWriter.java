package org.palimpsest.corpus.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.transcript.StepMap;

/**
 * Writes tokens, offsets and metadata of documents, one after another, as one shard. Tokens start as 16 bits and are
 * widened when an id needs it. Memory does not grow with the corpus.
 */
final class CorpusWriter implements Closeable {
    private static final JsonFactory JSON = new JsonFactory();

    private final ShardFiles files;
    private PageSummedOutput offsets;
    private final PageSummedOutput metadata;
    private final PageSummedOutput metadataOffsets;
    private PageSummedOutput tokens;
    private TokenWidth width;
    private long written;
    private final @Nullable StepMap order;
    private final @Nullable PageSummedOutput steps;
    private long documents;

    CorpusWriter(Path folder, TokenWidth width, @Nullable StepMap order) throws IOException {
        this.files = new ShardFiles(folder, 0);
        this.width = width;
        this.tokens = new PageSummedOutput(files.tokens());
        this.offsets = new PageSummedOutput(files.offsets());
        this.metadata = new PageSummedOutput(files.metadata());
        this.metadataOffsets = new PageSummedOutput(files.metadataOffsets());
        this.order = order;
        this.steps = order == null ? null : new PageSummedOutput(steps(folder));
    }

    /** Where the steps of all documents are kept until the shards are cut. */
    static Path steps(Path folder) {
        return folder.resolve("steps.raw");
    }

    /** Appends a document with its token ids. */
    void add(SourceDocument source, int[] ids) throws IOException {
        int largest = 0;
        for (int id : ids) {
            largest = Math.max(largest, id);
        }
        if (largest > width.largestId()) {
            widen(source, largest);
        }
        offsets.writeNumber(written * width.bytes(), 8);
        metadataOffsets.writeNumber(metadata.size(), 8);
        metadata.write(describe(source).getBytes(StandardCharsets.UTF_8));
        int bytes = width.bytes();
        tokens.writeNumber(-1, bytes);
        for (int id : ids) {
            tokens.writeNumber(id, bytes);
        }
        if (order != null && steps != null) {
            steps.writeNumber(order.step(source.document().id()).orElse(-1), 8);
        }
        written += 1 + ids.length;
        documents++;
    }

    private void widen(SourceDocument source, int id) throws IOException {
        if (width == TokenWidth.U8) {
            throw new IllegalArgumentException(
                    "document \"" + source.document().id() + "\" has token " + id + "; tokens of one byte go to 254");
        }
        tokens = rewritten(files.tokens(), tokens, 2, 4);
        offsets = rewritten(files.offsets(), offsets, 8, 8);
        width = TokenWidth.U32;
    }

    /** Writes a file again: separators and ids with more bytes, or offsets that have doubled. */
    private static PageSummedOutput rewritten(Path file, PageSummedOutput open, int from, int to) throws IOException {
        open.close();
        Path old = file.resolveSibling(file.getFileName() + ".narrow");
        Files.move(file, old);
        PageSummedOutput out = new PageSummedOutput(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(old), 1 << 16)) {
            byte[] number = new byte[from];
            while (in.readNBytes(number, 0, from) == from) {
                long value = 0;
                for (int i = from - 1; i >= 0; i--) {
                    value = (value << 8) | (number[i] & 0xFF);
                }
                out.writeNumber(from == 8 ? 2 * value : value == 0xFFFF ? -1 : value, to);
            }
        }
        Files.delete(old);
        return out;
    }

    /** infini-gram's line about a document: path, line from 0, and everything but the text. */
    private static String describe(SourceDocument source) throws IOException {
        Document document = source.document();
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("path", source.path());
            json.writeNumberField("linenum", Math.max(0, source.line() - 1));
            json.writeObjectFieldStart("metadata");
            json.writeStringField("id", document.id());
            optional(json, "source", document.source());
            optional(json, "added", document.added());
            optional(json, "created", document.created());
            json.writeEndObject();
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    long tokens() {
        return written;
    }

    long documents() {
        return documents;
    }

    TokenWidth width() {
        return width;
    }

    @Override
    public void close() throws IOException {
        try (PageSummedOutput first = tokens;
                PageSummedOutput second = offsets;
                PageSummedOutput third = metadata;
                PageSummedOutput fourth = steps) {
            metadataOffsets.close();
        }
    }
}
