package org.palimpsest.inference.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;

/** Texts for tests. */
final class Texts {
    private Texts() {}

    /** A text with BOS, tokens 0, 1, 2, … and nothing but log-probabilities. */
    static ScoredText of(double... logProbs) {
        int[] tokens = IntStream.range(0, logProbs.length).toArray();
        return ScoredText.of(row("x", "", tokens, logProbs));
    }

    static ScoreRow row(String id, String variant, int[] tokens, double... logProbs) {
        return new ScoreRow(id, variant, new TokenScores(id, tokens, logProbs), null, null, List.of(), Map.of());
    }

    /** A row that has a text, a label and fields, and one log-probability. */
    static ScoredText labelled(
            String id, @Nullable Integer label, String text, double score, Map<String, String> fields) {
        TokenScores scores = new TokenScores(id, new int[] {1}, new double[] {score});
        return ScoredText.of(new ScoreRow(id, "", scores, text, label, List.of(), fields));
    }

    static ScoredText with(ScoredText text, ScoreRow... variants) {
        Map<String, ScoreRow> rows = new HashMap<>();
        for (ScoreRow row : variants) {
            rows.put(row.variant(), row);
        }
        return new ScoredText(text.base(), rows, text.reference());
    }

    static ScoredText withMoments(ScoredText text, double[] means, double[] deviations) {
        ScoreRow base = text.base();
        TokenScores scores = Objects.requireNonNull(base.scores());
        TokenScores more = new TokenScores(
                base.id(), scores.tokens(), scores.logProbsNats(), null, new TokenMoments(means, deviations), null);
        ScoreRow row = new ScoreRow(base.id(), "", more, base.text(), base.label(), List.of(), base.fields());
        return new ScoredText(row, text.variants(), text.reference());
    }

    static ScoreRow generation(int number, String text) {
        return new ScoreRow("x", "generation:" + number, null, text, null, List.of(), Map.of());
    }

    static List<JsonNode> cases() {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream("reference/attacks.json"))) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).required("cases").forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    static int[] ids(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    /** The text of a reference case. */
    static ScoredText of(JsonNode given) {
        int[] tokens = ids(given.path("tokens"));
        double[] logProbs = numbers(given.path("logprobs"));
        ScoreRow base = new ScoreRow(
                "x",
                "",
                new TokenScores(
                        "x",
                        tokens,
                        logProbs,
                        null,
                        new TokenMoments(numbers(given.path("mean")), numbers(given.path("sd"))),
                        null),
                given.path("text").asText(),
                null,
                List.of(),
                Map.of());
        Map<String, ScoreRow> variants = new HashMap<>();
        List<ScoreRow> rows = new ArrayList<>();
        JsonNode lower = given.path("lowercase");
        rows.add(row("x", "lowercase", ids(lower.path("tokens")), numbers(lower.path("logprobs"))));
        rows.add(row("x", "prefix:nonmember", tokens, numbers(given.path("nonmember"))));
        rows.add(row("x", "prefix:member", tokens, numbers(given.path("member"))));
        int number = 0;
        for (JsonNode neighbour : given.path("neighbours")) {
            rows.add(row(
                    "x", "neighbour:" + number++, ids(neighbour.path("tokens")), numbers(neighbour.path("logprobs"))));
        }
        for (JsonNode sample : given.path("generations")) {
            rows.add(generation(number++, sample.asText()));
        }
        rows.forEach(row -> variants.put(row.variant(), row));
        return new ScoredText(base, variants, row("x", "", tokens, numbers(given.path("reference"))));
    }

    static TokenFrequencies frequencies(JsonNode counts) {
        Map<Integer, Long> table = new HashMap<>();
        for (int token = 0; token < counts.size(); token++) {
            table.put(token, counts.get(token).asLong());
        }
        return TokenFrequencies.of(table, counts.size());
    }
}
