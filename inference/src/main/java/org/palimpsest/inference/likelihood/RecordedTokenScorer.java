package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.Fingerprint;

/**
 * Scores that were computed elsewhere, looked up by the id of the document. The file holds score rows as {@link
 * ScoreWriter} writes them, plain, {@code .gz} or {@code .zst}; it is
 * held in memory, about 12 bytes a token.
 */
public final class RecordedTokenScorer implements TokenScorer {
    private static final String TOKEN_ID = "a token id, a whole number from 0 on";

    private final Path file;
    private final Map<String, TokenScores> rows;
    private final String fingerprint;

    private RecordedTokenScorer(Path file, Map<String, TokenScores> rows, String fingerprint) {
        this.file = file;
        this.rows = rows;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads a file of score rows; rows with a {@code variant} are passed over.
     *
     * @param file the file, plain, {@code .gz} or {@code .zst}
     * @return a scorer
     * @throws IOException if the file is missing or cut, or a row is not one of scores; the message names file, line and
     *     field
     */
    public static RecordedTokenScorer open(Path file) throws IOException {
        Map<String, TokenScores> rows = new HashMap<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            while (lines.next((json, where) -> add(json, where, rows)) != null) {
                // every row is added as it is read
            }
        }
        return new RecordedTokenScorer(file, rows, Fingerprint.sha256(file));
    }

    /** Reads one row; always true, as a row of any kind has been read. */
    private static Boolean add(JsonParser json, InputLocation where, Map<String, TokenScores> rows) throws IOException {
        String id = null;
        double[] logProbs = null;
        int[] tokens = null;
        int[] offsets = null;
        boolean variant = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "logprobs" -> logProbs = logProbs(json, where);
                case "tokens" -> tokens = wholeNumbers(json, name, TOKEN_ID, where);
                case "offsets" -> {
                    if (json.currentToken() != JsonToken.VALUE_NULL) {
                        offsets = wholeNumbers(json, name, "a whole number from 0 on", where);
                    }
                }
                default -> {
                    variant |= name.equals("variant") && json.currentToken() != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
            }
        }
        if (!variant) {
            TokenScores scores = row(id, tokens, logProbs, offsets, where);
            if (rows.put(scores.id(), scores) != null) {
                throw where.error("field \"id\": " + scores.id() + " stands in an earlier row");
            }
        }
        return true;
    }

    private static TokenScores row(
            @Nullable String id,
            int @Nullable [] tokens,
            double @Nullable [] logProbs,
            int @Nullable [] offsets,
            InputLocation where)
            throws IOException {
        if (id == null || tokens == null || logProbs == null) {
            String missing = id == null ? "id" : tokens == null ? "tokens" : "logprobs";
            throw where.error("field \"" + missing + "\" is missing; a score row has id, tokens and logprobs");
        }
        if (logProbs.length != tokens.length && logProbs.length != tokens.length - 1) {
            throw where.error("field \"logprobs\": expected " + tokens.length + " numbers (with BOS) or one fewer for "
                    + tokens.length + " tokens, found " + logProbs.length);
        }
        try {
            return new TokenScores(id, tokens, logProbs, offsets);
        } catch (IllegalArgumentException e) {
            throw where.error("field \"offsets\": " + e.getMessage());
        }
    }

    /** Null stands for a number that JSON cannot hold: NaN. */
    private static double[] logProbs(JsonParser json, InputLocation where) throws IOException {
        requireList(json, "logprobs", where);
        double[] values = new double[64];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean missing = json.currentToken() == JsonToken.VALUE_NULL;
            if (!missing && !json.currentToken().isNumeric()) {
                throw where.wrongType("logprobs[" + count + "]", "a number", JsonValues.describe(json));
            }
            values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
            values[count++] = missing ? Double.NaN : json.getDoubleValue();
        }
        return Arrays.copyOf(values, count);
    }

    /** Null stands for the id of a token that an endpoint did not say. */
    private static int[] wholeNumbers(JsonParser json, String field, String expected, InputLocation where)
            throws IOException {
        requireList(json, field, where);
        int[] values = new int[64];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean unknown = json.currentToken() == JsonToken.VALUE_NULL && expected.equals(TOKEN_ID);
            if (!unknown
                    && (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                            || json.getNumberType() != JsonParser.NumberType.INT
                            || json.getIntValue() < 0)) {
                throw where.wrongType(field + "[" + count + "]", expected, JsonValues.describe(json));
            }
            values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
            values[count++] = unknown ? TokenScores.UNKNOWN_ID : json.getIntValue();
        }
        return Arrays.copyOf(values, count);
    }

    private static void requireList(JsonParser json, String field, InputLocation where) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.wrongType(field, "a list of numbers", JsonValues.describe(json));
        }
    }

    /**
     * Whether the file has a row for a document.
     *
     * @param id the document's id
     * @return whether it has
     */
    public boolean has(String id) {
        return rows.containsKey(id);
    }

    @Override
    public List<TokenScores> score(List<Document> documents) {
        return documents.stream().map(this::row).toList();
    }

    private TokenScores row(Document document) {
        TokenScores scores = rows.get(document.id());
        if (scores == null) {
            throw new IllegalArgumentException(file + " has no row with id " + document.id());
        }
        return scores;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        rows.clear();
    }
}
