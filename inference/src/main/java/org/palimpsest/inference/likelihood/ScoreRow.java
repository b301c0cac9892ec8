package org.palimpsest.inference.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a score file: what a model thinks of a text, or of a variant of it.
 *
 * @param id the text's id
 * @param variant empty for the text itself; else {@code lowercase}, {@code prefix:NAME}, {@code neighbour:N} or {@code
 *     generation:N}
 * @param scores tokens and their log-probabilities in nats; null in a row that has text alone
 * @param means expected log-probability of each scored token under the model's own distribution, in nats; null if not
 *     recorded
 * @param deviations standard deviation of the same, in nats; null exactly where the means are
 * @param text the text; null if not recorded
 * @param label 1 for a member, 0 for a non-member; null if not known
 * @param prefixIds ids of the texts that a prefix was made of; empty if not recorded
 * @param fields further fields that the reader was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a number for every token: boxing would cost five times the memory
public record ScoreRow(
        String id,
        String variant,
        @Nullable TokenScores scores,
        double @Nullable [] means,
        double @Nullable [] deviations,
        @Nullable String text,
        @Nullable Integer label,
        List<String> prefixIds,
        Map<String, String> fields) {
    /**
     * Copies, and checks lengths and label.
     *
     * @throws IllegalArgumentException if the label is neither 0 nor 1, or moments are not as many as log-probabilities
     */
    public ScoreRow(
            String id,
            String variant,
            @Nullable TokenScores scores,
            double @Nullable [] means,
            double @Nullable [] deviations,
            @Nullable String text,
            @Nullable Integer label,
            List<String> prefixIds,
            Map<String, String> fields) {
        if (label != null && label != 0 && label != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, got " + label);
        }
        int scored = scores == null ? 0 : scores.logProbsNats().length;
        if ((means == null) != (deviations == null)
                || (means != null && deviations != null && (means.length != scored || deviations.length != scored))) {
            throw new IllegalArgumentException(
                    "mean and sd must both have " + scored + " numbers in the row of " + id + ", or both be absent");
        }
        this.id = id;
        this.variant = variant;
        this.scores = scores;
        this.means = means == null ? null : means.clone();
        this.deviations = deviations == null ? null : deviations.clone();
        this.text = text;
        this.label = label;
        this.prefixIds = List.copyOf(prefixIds);
        this.fields = Map.copyOf(fields);
    }

    /**
     * The row of a text itself, with no more than its scores.
     *
     * @param scores tokens and log-probabilities
     */
    public static ScoreRow of(TokenScores scores) {
        return new ScoreRow(scores.id(), "", scores, null, null, null, null, List.of(), Map.of());
    }

    @Override
    public double @Nullable [] means() {
        return means == null ? null : means.clone();
    }

    @Override
    public double @Nullable [] deviations() {
        return deviations == null ? null : deviations.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreRow that
                && id.equals(that.id)
                && variant.equals(that.variant)
                && Objects.equals(scores, that.scores)
                && Arrays.equals(means, that.means)
                && Arrays.equals(deviations, that.deviations)
                && Objects.equals(text, that.text)
                && Objects.equals(label, that.label)
                && prefixIds.equals(that.prefixIds)
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, variant, scores, Arrays.hashCode(means), Arrays.hashCode(deviations), text, label);
    }
}
