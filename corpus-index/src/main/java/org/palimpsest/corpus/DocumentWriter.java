package org.palimpsest.corpus;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicFile;

/**
 * Writes documents as JSONL, plain or compressed as the suffix says. The file appears whole when the writer is closed, or
 * not at all: after an error in {@link #write} or a call of {@link #discard}, closing leaves nothing behind. Where the
 * documents come from something that can fail, {@link #writeAll} discards by itself. Not thread-safe.
 */
public final class DocumentWriter implements Closeable {
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build());

    private final AtomicFile file;
    private final JsonGenerator json;
    private boolean discarded;

    private DocumentWriter(AtomicFile file, JsonGenerator json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Begins a file; one that exists is replaced on close.
     *
     * @param file a name that ends in {@code .jsonl} or {@code .json}, then perhaps {@code .gz} or {@code .zst}
     * @return the writer
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws IOException if the folder is missing or cannot be written
     */
    public static DocumentWriter open(Path file) throws IOException {
        String name = file.toString();
        Compression compression = Compression.of(name);
        String plain = compression.strip(name);
        if (!plain.endsWith(".jsonl") && !plain.endsWith(".json")) {
            throw new IllegalArgumentException(
                    "the name of a file of documents must end in .jsonl or .json, then perhaps .gz or .zst, got "
                            + name);
        }
        AtomicFile target = AtomicFile.open(file);
        try {
            JsonGenerator json = MAPPER.createGenerator(compression.encode(target.stream()));
            json.setRootValueSeparator(null);
            return new DocumentWriter(target, json);
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * Writes a whole file, or nothing if the documents cannot be had.
     *
     * @param file as for {@link #open}
     * @param documents the documents
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the name ends otherwise
     */
    public static void writeAll(Path file, Iterator<Document> documents) throws IOException {
        try (DocumentWriter writer = open(file)) {
            try {
                while (documents.hasNext()) {
                    writer.write(documents.next());
                }
            } catch (IOException | RuntimeException e) {
                writer.discard();
                throw e;
            }
        }
    }

    /**
     * Writes one document as a row: {@code id}, {@code text} (left out if it is empty and there are token ids),
     * {@code tokens}, {@code source}, {@code added}, {@code created}, {@code metadata}, those that it has.
     *
     * @param document the document
     * @throws IOException if it cannot be written; the file will then not appear
     */
    public void write(Document document) throws IOException {
        boolean written = false;
        try {
            writeRow(document);
            written = true;
        } finally {
            discarded |= !written;
        }
    }

    private void writeRow(Document document) throws IOException {
        int[] tokens = document.tokens();
        json.writeStartObject();
        json.writeStringField("id", document.id());
        if (tokens == null || !document.text().isEmpty()) {
            json.writeStringField("text", document.text());
        }
        if (tokens != null) {
            json.writeFieldName("tokens");
            json.writeArray(tokens, 0, tokens.length);
        }
        writeOptional("source", document.source());
        writeOptional("added", document.added());
        writeOptional("created", document.created());
        if (!document.metadata().isEmpty()) {
            json.writeObjectField("metadata", document.metadata());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeOptional(String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** Gives the file up: closing will leave nothing behind. */
    public void discard() {
        discarded = true;
    }

    /**
     * Puts the file in its place, unless it was discarded.
     *
     * @throws IOException if that fails; nothing is then left behind
     */
    @Override
    public void close() throws IOException {
        try (file) {
            if (!discarded) {
                json.close();
                file.commit();
            }
        }
    }
}
