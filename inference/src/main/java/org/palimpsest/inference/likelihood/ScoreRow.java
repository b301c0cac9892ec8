package org.palimpsest.inference.likelihood;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a score file: what a model thinks of a text, or of a variant of it.
 *
 * @param id the text's id
 * @param variant empty for the text itself; else {@code lowercase}, {@code prefix:NAME}, {@code neighbour:N} or {@code
 *     generation:N}
 * @param scores tokens and their log-probabilities in nats, with moments and likeliest tokens where they are recorded; null in a
 *     row that has text alone
 * @param text the text; null if not recorded
 * @param label 1 for a member, 0 for a non-member; null if not known
 * @param prefixIds ids of the texts that a prefix was made of; empty if not recorded
 * @param fields further fields that the reader was asked for
 */
public record ScoreRow(
        String id,
        String variant,
        @Nullable TokenScores scores,
        @Nullable String text,
        @Nullable Integer label,
        List<String> prefixIds,
        Map<String, String> fields) {
    /**
     * Copies, and checks the label.
     *
     * @throws IllegalArgumentException if the label is neither 0 nor 1
     */
    public ScoreRow {
        if (label != null && label != 0 && label != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, got " + label);
        }
        prefixIds = List.copyOf(prefixIds);
        fields = Map.copyOf(fields);
    }

    /**
     * The row of a text itself, with no more than its scores.
     *
     * @param scores tokens and log-probabilities
     */
    public static ScoreRow of(TokenScores scores) {
        return new ScoreRow(scores.id(), "", scores, null, null, List.of(), Map.of());
    }
}
