package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.inference.likelihood.TextVariants;
import org.palimpsest.inference.likelihood.TokenScores;

/** What a run of {@code score} has done so far. */
final class ScoreSummary {
    private static final double NANOSECONDS = 1e9;

    private final long start = System.nanoTime();
    private final List<Map<String, Object>> skipped = new ArrayList<>();
    private final Map<String, Long> variants = new LinkedHashMap<>();
    private long documents;
    private long tokens;
    private long variantTokens;
    private long withoutScore;
    private long notFinite;
    private double nats;
    private long smoothed = -1;

    void add(TextVariants.Form form, TokenScores scores) {
        double[] values = scores.logProbsNats();
        if (!form.variant().isEmpty()) {
            variants.merge(form.variant(), 1L, Long::sum);
            variantTokens += values.length;
            return;
        }
        documents++;
        tokens += values.length;
        withoutScore += values.length == 0 ? 1 : 0;
        for (double value : values) {
            notFinite += Double.isFinite(value) ? 0 : 1;
            nats += value;
        }
    }

    /** Notes how many tokens a corpus gives probability 0; -1 where a model was asked. */
    void smoothed(long count) {
        smoothed = count;
    }

    void skipped(List<Map<String, Object>> lines) {
        skipped.addAll(lines);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("documents", documents);
        map.put("scoredTokens", tokens);
        map.put("meanNats", nats / tokens);
        map.put("withoutScore", withoutScore);
        map.put("notFinite", notFinite);
        if (smoothed >= 0) {
            map.put("smoothed", smoothed);
        }
        map.put("variants", variants);
        map.put("skipped", skipped);
        return map;
    }

    String text() {
        double seconds = (System.nanoTime() - start) / NANOSECONDS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d documents, %,d tokens, mean %.4f nats a token; %,.0f tokens a second%n",
                documents,
                tokens,
                nats / tokens,
                (tokens + variantTokens) / seconds));
        variants.forEach((name, rows) -> text.append(String.format(Locale.ROOT, "%s: %,d rows%n", name, rows)));
        if (withoutScore > 0) {
            text.append(String.format(Locale.ROOT, "%,d documents are too short to have a score%n", withoutScore));
        }
        if (notFinite > 0) {
            text.append(String.format(
                    Locale.ROOT, "%,d log-probabilities are not finite: has the model diverged?%n", notFinite));
        }
        return text.toString();
    }
}
