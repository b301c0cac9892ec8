package org.palimpsest.inference.attack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;

/**
 * How often each token occurs in a public corpus, smoothed: q(token) = (count + 1) / (N + V), N all occurrences and V the
 * size of the vocabulary.
 */
public final class TokenFrequencies {
    private final Map<Integer, Long> counts;
    private final double denominator;

    private TokenFrequencies(Map<Integer, Long> counts, double denominator) {
        this.counts = counts;
        this.denominator = denominator;
    }

    /**
     * A table of counts.
     *
     * @param counts occurrences by token id; a token that is missing has none
     * @param vocabulary V, at least the number of counts
     * @throws IllegalArgumentException if a count is negative, all are 0 or the vocabulary is smaller than the table
     */
    public static TokenFrequencies of(Map<Integer, Long> counts, int vocabulary) {
        if (vocabulary < counts.size() || vocabulary < 1) {
            throw new IllegalArgumentException(
                    "vocabulary must be at least " + Math.max(1, counts.size()) + ", got " + vocabulary);
        }
        double all = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "count must be at least 0, got " + entry.getValue() + " for token " + entry.getKey());
            }
            all += entry.getValue();
        }
        if (all == 0) {
            throw new IllegalArgumentException("counts must hold at least 1 occurrence, got 0");
        }
        return new TokenFrequencies(Map.copyOf(counts), all + vocabulary);
    }

    /**
     * Reads a table: JSONL rows {@code {"token":id,"count":c}}, each token once.
     *
     * @param file the file
     * @param vocabulary V; 0 for the number of rows
     * @throws IOException if the file is missing or a row is none of counts; the message names file, line and field
     */
    public static TokenFrequencies read(Path file, int vocabulary) throws IOException {
        Map<Integer, Long> counts = new HashMap<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            while (lines.next((json, where) -> add(json, where, counts)) != null) {
                // every row is added as it is read
            }
            try {
                return of(counts, vocabulary == 0 ? counts.size() : vocabulary);
            } catch (IllegalArgumentException e) {
                throw lines.location().error(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Boolean add(JsonParser json, InputLocation where, Map<Integer, Long> counts) throws IOException {
        long token = -1;
        long count = -1;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "token" -> token = whole(json, name, where, Integer.MAX_VALUE);
                case "count" -> count = whole(json, name, where, Long.MAX_VALUE);
                default -> json.skipChildren();
            }
        }
        if (token < 0 || count < 0) {
            throw where.error(
                    "field \"" + (token < 0 ? "token" : "count") + "\" is missing; a row has token and count");
        }
        if (counts.put((int) token, count) != null) {
            throw where.error("field \"token\": " + token + " stands in an earlier row");
        }
        return true;
    }

    private static long whole(JsonParser json, String name, InputLocation where, long most) throws IOException {
        boolean number = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!number || json.getLongValue() < 0 || json.getLongValue() > most) {
            throw where.wrongType(name, "a whole number from 0 on", JsonValues.describe(json));
        }
        return json.getLongValue();
    }

    /**
     * log(1/q) of a token, in nats: at least 0.
     *
     * @param token its id
     */
    double surprise(int token) {
        return -Math.log((counts.getOrDefault(token, 0L) + 1) / denominator);
    }
}
