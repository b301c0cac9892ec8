package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;

/**
 * Writes score rows, one JSON object a line: {@code {"id","variant","tokens","logprobs","mean","sd",
 * "topTokens","topLogprobs","offsets","text","label","source","added","created","prefixIds"}}; variant but in the row of the
 * text itself, mean and sd (moments) and the likeliest tokens where they were asked for, offsets where they are known, text
 * where there is some, label where the document's metadata has one, source and dates as the document has them.
 * Log-probabilities in nats, at full precision; one that is not finite is {@code null}, and so is a token whose id is not
 * known.
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
     * Writes the row of a text.
     *
     * @param document what was scored
     * @param scores its scores
     * @throws IOException if the stream cannot be written
     */
    public void write(Document document, TokenScores scores) throws IOException {
        write(new TextVariants.Form(document, "", document.text(), -1, List.of()), scores);
    }

    /**
     * Writes the row of a text or of a variant of it.
     *
     * @param form what was scored
     * @param scores the scores of its own tokens
     * @throws IOException if the stream cannot be written
     */
    public void write(TextVariants.Form form, TokenScores scores) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", scores.id());
        if (!form.variant().isEmpty()) {
            json.writeStringField("variant", form.variant());
        }
        json.writeFieldName("tokens");
        writeTokens(scores.tokens());
        writeNumbers("logprobs", scores.logProbsNats());
        writeDetail(scores);
        int[] offsets = scores.offsets();
        if (offsets != null) {
            json.writeFieldName("offsets");
            json.writeArray(offsets, 0, offsets.length);
        }
        if (!form.text().isEmpty()) {
            json.writeStringField("text", form.text());
        }
        writeOrigin(form.document());
        if (!form.prefixIds().isEmpty()) {
            json.writeFieldName("prefixIds");
            String[] ids = form.prefixIds().toArray(String[]::new);
            json.writeArray(ids, 0, ids.length);
        }
        json.writeEndObject();
        rows++;
    }

    private void writeOrigin(Document document) throws IOException {
        if (document.metadata().get("label") instanceof Number number) {
            json.writeNumberField("label", number.intValue());
        }
        writeString("source", document.source());
        writeString("added", document.added());
        writeString("created", document.created());
    }

    private void writeString(String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private void writeDetail(TokenScores scores) throws IOException {
        TokenMoments moments = scores.moments();
        if (moments != null) {
            writeNumbers("mean", moments.meanNats());
            writeNumbers("sd", moments.sdNats());
        }
        TopTokens top = scores.top();
        if (top != null) {
            int[] ids = top.ids();
            double[] values = top.logProbsNats();
            json.writeArrayFieldStart("topTokens");
            for (int i = 0; i < ids.length; i += top.k()) {
                json.writeArray(ids, i, top.k());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("topLogprobs");
            for (int i = 0; i < ids.length; i += top.k()) {
                writeList(Arrays.copyOfRange(values, i, i + top.k()));
            }
            json.writeEndArray();
        }
    }

    private void writeNumbers(String field, double[] values) throws IOException {
        json.writeFieldName(field);
        writeList(values);
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

    private void writeList(double[] values) throws IOException {
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
