package org.palimpsest.corpus.transcript;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.nio.file.Path;
import org.palimpsest.corpus.Compression;
import org.palimpsest.corpus.run.AtomicOutput;

/** Writes a transcript as JSONL, one row for each position in ascending order; see {@link TranscriptReader}. */
public final class TranscriptWriter {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private TranscriptWriter() {}

    /**
     * Writes a transcript; the file appears whole or not at all.
     *
     * @param transcript the transcript
     * @param file the file, compressed if its name ends in {@code .gz} or {@code .zst}; one that exists is replaced
     * @throws IOException if it cannot be written
     */
    public static void write(Transcript transcript, Path file) throws IOException {
        Compression compression = Compression.of(file.toString());
        AtomicOutput.write(file, out -> {
            try (JsonGenerator json = JSON.createGenerator(compression.encode(out))) {
                json.setRootValueSeparator(null);
                for (Transcript.Entry entry : transcript.entries()) {
                    writeRow(entry, json);
                }
            }
        });
    }

    private static void writeRow(Transcript.Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", entry.position());
        json.writeStringField("id", entry.documentId());
        Long step = entry.step();
        if (step != null) {
            json.writeNumberField("step", step);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }
}
