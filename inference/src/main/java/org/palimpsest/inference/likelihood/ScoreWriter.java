package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import org.palimpsest.corpus.Document;

/**
 * Writes score rows, one JSON object a line: {@code {"id","tokens","logprobs","offsets","text","label"}}; offsets where
 * they are known, text where the document has some, label where its metadata has one. Log-probabilities in nats, at full
 * precision; one that is not finite is {@code null}, and so is a token whose id is not known.
 */
public final class ScoreWriter implements AutoCloseable {
    private final JsonGenerator json;
    private long rows;

    /**
     * A writer.
     *
     * @param out where the rows go; closed with this writer
     * @throws IOException if the stream cannot be written
     */
    public ScoreWriter(OutputStream out) throws IOException {
        this.json = new JsonFactory(new ObjectMapper()).createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /**
     * Writes one row.
     *
     * @param document what was scored
     * @param scores its scores
     * @throws IOException if the stream cannot be written
     */
    public void write(Document document, TokenScores scores) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", scores.id());
        json.writeFieldName("tokens");
        writeTokens(scores.tokens());
        json.writeFieldName("logprobs");
        writeNumbers(scores.logProbsNats());
        int[] offsets = scores.offsets();
        if (offsets != null) {
            json.writeFieldName("offsets");
            json.writeArray(offsets, 0, offsets.length);
        }
        if (!document.text().isEmpty()) {
            json.writeStringField("text", document.text());
        }
        Object label = document.metadata().get("label");
        if (label instanceof Number number) {
            json.writeNumberField("label", number.intValue());
        }
        json.writeEndObject();
        rows++;
    }

    private void writeTokens(int[] tokens) throws IOException {
        json.writeStartArray();
        for (int token : tokens) {
            if (token == TokenScores.UNKNOWN_ID) {
                json.writeNull();
            } else {
                json.writeNumber(token);
            }
        }
        json.writeEndArray();
    }

    private void writeNumbers(double[] values) throws IOException {
        json.writeStartArray();
        for (double value : values) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        if (rows > 0) {
            json.writeRaw('\n');
        }
        json.close();
    }
}
