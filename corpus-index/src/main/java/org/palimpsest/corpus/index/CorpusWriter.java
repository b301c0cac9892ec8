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
 * Writes tokens, offsets and metadata of documents, one after another. Tokens start as 16 bits and are widened when an id
 * needs it. Memory does not grow with the corpus.
 */
final class CorpusWriter implements Closeable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int COPIED_AT_ONCE = 1 << 16;

    private final RawCorpus files;
    private NumberOutput offsets;
    private final NumberOutput metadata;
    private final NumberOutput metadataOffsets;
    private NumberOutput tokens;
    private TokenWidth width;
    private long written;
    private final @Nullable StepMap order;
    private final @Nullable NumberOutput steps;
    private long documents;

    /** Begins, or goes on where reading had come to. */
    CorpusWriter(Path folder, ReadingState from, @Nullable StepMap order) throws IOException {
        this.files = new RawCorpus(folder, from.width());
        files.createFolder();
        this.width = from.width();
        this.written = from.tokens();
        this.documents = from.documents();
        this.tokens = new NumberOutput(files.tokens(), from.tokens() * width.bytes());
        this.offsets = new NumberOutput(files.offsets(), 8 * from.documents());
        this.metadata = new NumberOutput(files.metadata(), from.metadataBytes());
        this.metadataOffsets = new NumberOutput(files.metadataOffsets(), 8 * from.documents());
        this.order = order;
        this.steps = order == null ? null : new NumberOutput(files.steps(), 8 * from.documents());
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
        tokens.writeNumber(-1, width.bytes());
        tokens.writeNumbers(ids, 0, width.bytes());
        if (order != null && steps != null) {
            steps.writeNumber(order.step(source.document().id()).orElse(-1), 8);
        }
        written += 1 + ids.length;
        documents++;
    }

    /** Has all that was added on the disk, and says where it stands. */
    ReadingState flush(ReadingState.Stage stage) throws IOException {
        tokens.force();
        offsets.force();
        metadata.force();
        metadataOffsets.force();
        if (steps != null) {
            steps.force();
        }
        return new ReadingState(stage, width, documents, written, metadata.size());
    }

    private void widen(SourceDocument source, int id) throws IOException {
        if (width == TokenWidth.U8) {
            throw new IllegalArgumentException(
                    "document \"" + source.document().id() + "\" has token " + id + "; tokens of one byte go to 254");
        }
        tokens.close();
        offsets.close();
        RawCorpus wide = new RawCorpus(files.folder(), TokenWidth.U32);
        tokens = rewritten(files.tokens(), 2, wide.tokens(), 4);
        offsets = rewritten(files.offsets(), 8, wide.offsets(), 8);
        width = TokenWidth.U32;
    }

    /** Copies a file: separators and ids with more bytes, or offsets that double. */
    private static NumberOutput rewritten(Path narrow, int from, Path wide, int to) throws IOException {
        NumberOutput out = new NumberOutput(wide);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(narrow), COPIED_AT_ONCE)) {
            byte[] number = new byte[from];
            while (in.readNBytes(number, 0, from) == from) {
                long value = 0;
                for (int i = from - 1; i >= 0; i--) {
                    value = (value << 8) | (number[i] & 0xFF);
                }
                out.writeNumber(from == 8 ? 2 * value : widened(value), to);
            }
        }
        return out;
    }

    /** A token of 16 bits as one of 32: separators stay the largest. */
    static long widened(long token) {
        return token == 0xFFFF ? -1 : token;
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

    @Override
    public void close() throws IOException {
        try (NumberOutput first = tokens;
                NumberOutput second = offsets;
                NumberOutput third = metadata;
                NumberOutput fourth = steps) {
            metadataOffsets.close();
        }
    }
}
