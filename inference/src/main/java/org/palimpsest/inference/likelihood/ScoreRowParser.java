package org.palimpsest.inference.likelihood;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonValues;

/** Reads one score row and checks it. */
final class ScoreRowParser {
    /** Rounding may lift a log-probability this far above 0; what lies above is something else, such as a loss. */
    private static final double ROUNDING = 0.01;

    private static final String TOKEN_ID = "a token id, a whole number from 0 on";

    private final ScoreRowReader.Options options;
    private final JsonParser json;
    private final InputLocation where;

    private @Nullable String id;
    private String variant = "";
    private int @Nullable [] tokens;
    private double @Nullable [] logProbs;
    private int @Nullable [] offsets;
    private double @Nullable [] means;
    private double @Nullable [] deviations;
    private @Nullable String text;
    private @Nullable Integer label;
    private final List<String> prefixIds = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();

    ScoreRowParser(ScoreRowReader.Options options, JsonParser json, InputLocation where) {
        this.options = options;
        this.json = json;
        this.where = where;
    }

    ScoreRow parse() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "variant" -> variant = variant(JsonValues.readString(json, name, where));
                case "tokens" -> tokens = wholeNumbers(name, TOKEN_ID);
                case "logprobs" -> logProbs = numbers(name);
                case "offsets" -> {
                    if (json.currentToken() != JsonToken.VALUE_NULL) {
                        offsets = wholeNumbers(name, "a whole number from 0 on");
                    }
                }
                default -> further(name);
            }
        }
        return row();
    }

    private void further(String name) throws IOException {
        if (!everything()) {
            json.skipChildren();
            return;
        }
        switch (name) {
            case "mean" -> means = json.currentToken() == JsonToken.VALUE_NULL ? null : numbers(name);
            case "sd" -> deviations = json.currentToken() == JsonToken.VALUE_NULL ? null : numbers(name);
            case "text" -> text = JsonValues.readString(json, name, where);
            case "label" -> label = label();
            case "prefixIds" -> readPrefixIds();
            default -> {
                if (options.fields().contains(name)) {
                    field(name);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** A string, or a whole number in digits. */
    private void field(String name) throws IOException {
        String value = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? json.getText()
                : JsonValues.readString(json, name, where);
        if (value != null) {
            fields.put(name, value);
        }
    }

    private boolean everything() {
        return options.detail() == ScoreRowReader.Detail.EVERYTHING;
    }

    private ScoreRow row() throws IOException {
        if (id == null) {
            throw missing("id");
        }
        TokenScores scores = null;
        boolean textAlone = everything() && tokens == null && logProbs == null && text != null;
        if (!textAlone && (everything() || variant.isEmpty())) {
            scores = scores(id);
        }
        checkMoments(scores == null ? 0 : scores.logProbsNats().length);
        return new ScoreRow(id, variant, scores, means, deviations, text, label, prefixIds, fields);
    }

    private TokenScores scores(String name) throws IOException {
        if (tokens == null || logProbs == null) {
            throw missing(tokens == null ? "tokens" : "logprobs");
        }
        if (logProbs.length != tokens.length && logProbs.length != tokens.length - 1) {
            throw where.error("field \"logprobs\": expected " + tokens.length + " numbers (with BOS) or one fewer for "
                    + tokens.length + " tokens, found " + logProbs.length);
        }
        try {
            return new TokenScores(name, tokens, logProbs, offsets);
        } catch (IllegalArgumentException e) {
            throw where.error("field \"offsets\": " + e.getMessage());
        }
    }

    private IOException missing(String field) {
        return where.error("field \"" + field + "\" is missing; a score row has id, tokens and logprobs");
    }

    private void checkMoments(int scored) throws IOException {
        if ((means == null) != (deviations == null)) {
            throw where.error("field \"" + (means == null ? "mean" : "sd")
                    + "\" is missing; moments are the fields mean and sd together");
        }
        checkLength("mean", means, scored);
        checkLength("sd", deviations, scored);
        for (int i = 0; deviations != null && i < deviations.length; i++) {
            if (deviations[i] < 0) {
                throw where.wrongType("sd[" + i + "]", "a standard deviation from 0 on", String.valueOf(deviations[i]));
            }
        }
    }

    private void checkLength(String field, double @Nullable [] values, int scored) throws IOException {
        if (values != null && values.length != scored) {
            throw where.error("field \"" + field + "\": expected " + scored + " numbers, as many as logprobs, found "
                    + values.length);
        }
    }

    private static String variant(@Nullable String value) {
        return value == null ? "" : value;
    }

    private @Nullable Integer label() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!json.currentToken().isNumeric() || (json.getDoubleValue() != 0 && json.getDoubleValue() != 1)) {
            throw where.wrongType("label", "1 (member) or 0 (not)", JsonValues.describe(json));
        }
        return json.getIntValue();
    }

    private void readPrefixIds() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.wrongType("prefixIds", "a list of ids", JsonValues.describe(json));
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String value = JsonValues.readString(json, "prefixIds[" + prefixIds.size() + "]", where);
            if (value == null) {
                throw where.wrongType("prefixIds[" + prefixIds.size() + "]", "an id", "null");
            }
            prefixIds.add(value);
        }
    }

    private double[] numbers(String field) throws IOException {
        requireList(field);
        double[] values = new double[64];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
            values[count] = number(field, count);
            count++;
        }
        return Arrays.copyOf(values, count);
    }

    /** Null stands for a number that JSON cannot hold: NaN. */
    private double number(String field, int index) throws IOException {
        boolean absent = json.currentToken() == JsonToken.VALUE_NULL;
        if (!absent && !json.currentToken().isNumeric()) {
            throw where.wrongType(field + "[" + index + "]", "a number", JsonValues.describe(json));
        }
        double value = absent ? Double.NaN : json.getDoubleValue();
        if (everything() && !Double.isFinite(value)) {
            throw where.wrongType(field + "[" + index + "]", "a finite number", JsonValues.describe(json));
        }
        if (everything() && !field.equals("sd") && value > ROUNDING) {
            throw where.wrongType(
                    field + "[" + index + "]",
                    "a log-probability in nats, at most 0 (a loss has the other sign)",
                    JsonValues.describe(json));
        }
        return value;
    }

    /** Null stands for the id of a token that an endpoint did not say. */
    private int[] wholeNumbers(String field, String expected) throws IOException {
        requireList(field);
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

    private void requireList(String field) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.wrongType(field, "a list of numbers", JsonValues.describe(json));
        }
    }
}
