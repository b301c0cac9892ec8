package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palimpsest.inference.likelihood.ScoreRow;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;

/**
 * All that is recorded of one text.
 *
 * @param base the row of the text itself
 * @param variants rows of its variants, by name
 * @param reference the row under a reference model; null if there is none
 */
public record ScoredText(
        ScoreRow base,
        Map<String, ScoreRow> variants,
        @Nullable ScoreRow reference) {
    /** Copies. */
    public ScoredText {
        variants = Map.copyOf(variants);
    }

    /**
     * A text without variants or reference.
     *
     * @param base its row
     */
    public static ScoredText of(ScoreRow base) {
        return new ScoredText(base, Map.of(), null);
    }

    /** The text's id. */
    public String id() {
        return base.id();
    }

    /** 1 for a member, 0 for a non-member, null if not known. */
    public @Nullable Integer label() {
        return base.label();
    }

    /**
     * Log-probabilities of the text's tokens, in nats; at least one.
     *
     * @throws UndefinedScoreException if there is none
     */
    double[] logProbs() throws UndefinedScoreException {
        return logProbs(base);
    }

    static double[] logProbs(ScoreRow row) throws UndefinedScoreException {
        TokenScores scores = row.scores();
        if (scores == null) {
            throw new UndefinedScoreException("no log-probabilities are recorded");
        }
        double[] values = scores.logProbsNats();
        if (values.length == 0) {
            throw new UndefinedScoreException("the text has no scored token");
        }
        return values;
    }

    /** Ids of the scored tokens: without BOS the first token has no score. */
    int[] scoredTokens() throws UndefinedScoreException {
        TokenScores scores = base.scores();
        if (scores == null) {
            throw new UndefinedScoreException("no log-probabilities are recorded");
        }
        int[] tokens = scores.tokens();
        return Arrays.copyOfRange(tokens, tokens.length - scores.logProbsNats().length, tokens.length);
    }

    /** Mean log-probability of the text's tokens. */
    double meanNats() throws UndefinedScoreException {
        return Shares.mean(logProbs());
    }

    /** The text. */
    String text() throws UndefinedScoreException {
        String text = base.text();
        if (text == null) {
            throw new UndefinedScoreException("no text is recorded");
        }
        return text;
    }

    /** What the model expected at each scored token; the mean is the negative of the entropy. */
    TokenMoments moments() throws UndefinedScoreException {
        TokenScores scores = base.scores();
        TokenMoments moments = scores == null ? null : scores.moments();
        if (moments == null) {
            throw new UndefinedScoreException("no moments (mean, sd) are recorded");
        }
        return moments;
    }

    /** The row under the reference model. */
    ScoreRow referenceRow() throws UndefinedScoreException {
        if (reference == null) {
            throw new UndefinedScoreException("no reference scores are recorded");
        }
        return reference;
    }

    /** The row of a variant. */
    ScoreRow variant(String name) throws UndefinedScoreException {
        ScoreRow row = variants.get(name);
        if (row == null) {
            throw new UndefinedScoreException("no row with variant " + name);
        }
        return row;
    }

    /** The rows of all variants whose names begin so, in the order of their names; at least one. */
    List<ScoreRow> variantsOf(String beginning) throws UndefinedScoreException {
        SortedMap<String, ScoreRow> rows = new TreeMap<>();
        variants.forEach((name, row) -> {
            if (name.startsWith(beginning)) {
                rows.put(name, row);
            }
        });
        if (rows.isEmpty()) {
            throw new UndefinedScoreException("no row with variant " + beginning + "N");
        }
        return List.copyOf(rows.values());
    }

    /**
     * Mean log-probability of the text after a prefix. A row that is longer than the text's own holds the prefix too, and its
     * last scores count, as many as the text has tokens; else all of its scores do.
     */
    double meanAfter(String prefix) throws UndefinedScoreException {
        ScoreRow row = variant("prefix:" + prefix);
        double[] scores = logProbs(row);
        TokenScores own = base.scores();
        TokenScores after = row.scores();
        if (own == null || after == null || after.tokens().length <= own.tokens().length) {
            return Shares.mean(scores);
        }
        int count = own.tokens().length;
        return Shares.mean(Arrays.copyOfRange(scores, Math.max(0, scores.length - count), scores.length));
    }
}
