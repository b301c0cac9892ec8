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
    private final ScoreRowReader.Options options;
    private final JsonParser json;
    private final InputLocation where;
    private final ScoreNumbers numbers;

    private @Nullable String id;
    private String variant = "";
    private int @Nullable [] tokens;
    private double @Nullable [] logProbs;
    private int @Nullable [] offsets;
    private double @Nullable [] means;
    private double @Nullable [] deviations;
    private int @Nullable [][] topTokens;
    private double @Nullable [][] topLogProbs;
    private @Nullable String text;
    private @Nullable Integer label;
    private final List<String> prefixIds = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();

    ScoreRowParser(ScoreRowReader.Options options, JsonParser json, InputLocation where) {
        this.options = options;
        this.json = json;
        this.where = where;
        this.numbers = new ScoreNumbers(options.detail(), json, where);
    }

    ScoreRow parse() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "variant" -> variant = variant(JsonValues.readString(json, name, where));
                case "tokens" -> tokens = numbers.tokens(name);
                case "logprobs" -> logProbs = numbers.numbers(name, ScoreNumbers.Kind.LOG_PROB);
                case "offsets" -> offsets = numbers.placesOrNull(name);
                case "mean" -> means = numbers.numbersOrNull(name, ScoreNumbers.Kind.LOG_PROB);
                case "sd" -> deviations = numbers.numbersOrNull(name, ScoreNumbers.Kind.DEVIATION);
                case "topTokens" -> topTokens = numbers.tokenLists(name);
                case "topLogprobs" -> topLogProbs = numbers.logProbLists(name);
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
        return new ScoreRow(id, variant, scores, text, label, prefixIds, fields);
    }

    private TokenScores scores(String name) throws IOException {
        if (tokens == null || logProbs == null) {
            throw missing(tokens == null ? "tokens" : "logprobs");
        }
        if (logProbs.length != tokens.length && logProbs.length != tokens.length - 1) {
            throw where.error("field \"logprobs\": expected " + tokens.length + " numbers (with BOS) or one fewer for "
                    + tokens.length + " tokens, found " + logProbs.length);
        }
        TokenMoments moments = moments(logProbs.length);
        TopTokens top = top(logProbs.length);
        try {
            return new TokenScores(name, tokens, logProbs, offsets, moments, top);
        } catch (IllegalArgumentException e) {
            throw where.error("field \"offsets\": " + e.getMessage());
        }
    }

    private IOException missing(String field) {
        return where.error("field \"" + field + "\" is missing; a score row has id, tokens and logprobs");
    }

    private @Nullable TokenMoments moments(int scored) throws IOException {
        if (means == null && deviations == null) {
            return null;
        }
        if (means == null || deviations == null) {
            throw where.error("field \"" + (means == null ? "mean" : "sd")
                    + "\" is missing; moments are the fields mean and sd together");
        }
        checkLength("mean", "numbers", means.length, scored);
        checkLength("sd", "numbers", deviations.length, scored);
        return new TokenMoments(means, deviations);
    }

    /** The likeliest tokens; null where no place is scored, since nothing then says how many there are. */
    private @Nullable TopTokens top(int scored) throws IOException {
        if (topTokens == null && topLogProbs == null) {
            return null;
        }
        if (topTokens == null || topLogProbs == null) {
            throw where.error("field \"" + (topTokens == null ? "topTokens" : "topLogprobs")
                    + "\" is missing; the likeliest tokens are the fields topTokens and topLogprobs together");
        }
        checkLength("topTokens", "lists", topTokens.length, scored);
        checkLength("topLogprobs", "lists", topLogProbs.length, scored);
        int k = scored == 0 ? 0 : topTokens[0].length;
        for (int i = 0; i < scored; i++) {
            if (k == 0 || topTokens[i].length != k || topLogProbs[i].length != k) {
                throw where.error("field \"topTokens[" + i + "]\": expected " + Math.max(1, k)
                        + " ids and as many log-probabilities, as at every place, found " + topTokens[i].length
                        + " and " + topLogProbs[i].length);
            }
        }
        return scored == 0
                ? null
                : new TopTokens(
                        k,
                        Arrays.stream(topTokens).flatMapToInt(Arrays::stream).toArray(),
                        Arrays.stream(topLogProbs)
                                .flatMapToDouble(Arrays::stream)
                                .toArray());
    }

    private void checkLength(String field, String what, int found, int scored) throws IOException {
        if (found != scored) {
            throw where.error("field \"" + field + "\": expected " + scored + " " + what
                    + ", as many as logprobs, found " + found);
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
}
