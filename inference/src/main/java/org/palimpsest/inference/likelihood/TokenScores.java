package org.palimpsest.inference.likelihood;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model thinks of one text, token by token.
 *
 * <p>{@code logProbsNats[i]} = log P(the i-th scored token | all before it), in nats. Without a leading BOS token the
 * first token has no score, so there is one score fewer than tokens and entry i belongs to token i + 1; with it both
 * are equally long and entry i belongs to token i.
 *
 * @param id the document's id
 * @param tokens the document's token ids, without BOS; {@link #UNKNOWN_ID} where an endpoint does not say the id
 * @param logProbsNats log-likelihoods in nats, each at most 0 up to rounding
 * @param offsets where the tokens stand in the document's text, in UTF-16 units, one more than tokens: token i spans
 *     [offsets[i], offsets[i + 1]), the first begins at 0 and the last ends with the text; null where that is not known
 * @param moments what the model expected at every scored token; null where not asked for
 * @param top the likeliest tokens at every scored token's place; null where not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a number for every token: boxing would cost five times the memory
public record TokenScores(
        String id,
        int[] tokens,
        double[] logProbsNats,
        int @Nullable [] offsets,
        @Nullable TokenMoments moments,
        @Nullable TopTokens top) {
    /** Stands for the id of a token whose text and log-probability are known, but not its id. */
    public static final int UNKNOWN_ID = -1;

    /**
     * Copies the arrays and checks them. Written out because the compact form loses the annotation of the array in the
     * class file.
     *
     * @param id the document's id
     * @param tokens the token ids
     * @param logProbsNats log-likelihoods in nats
     * @param offsets where the tokens stand in the text, or null
     * @param moments what the model expected, or null
     * @param top the likeliest tokens, or null
     * @throws IllegalArgumentException if lengths do not fit, an id is below {@value #UNKNOWN_ID}, or offsets do not
     *     begin at 0 or fall
     */
    public TokenScores(
            String id,
            int[] tokens,
            double[] logProbsNats,
            int @Nullable [] offsets,
            @Nullable TokenMoments moments,
            @Nullable TopTokens top) {
        if (logProbsNats.length != tokens.length && logProbsNats.length != tokens.length - 1) {
            throw new IllegalArgumentException("document " + id + ": " + tokens.length + " tokens need " + tokens.length
                    + " log-probabilities (with BOS) or one fewer, got " + logProbsNats.length);
        }
        for (int token : tokens) {
            if (token < UNKNOWN_ID) {
                throw new IllegalArgumentException(
                        "document " + id + ": a token id must be at least " + UNKNOWN_ID + ", got " + token);
            }
        }
        this.id = id;
        this.tokens = tokens.clone();
        this.logProbsNats = logProbsNats.clone();
        this.offsets = offsets == null ? null : checked(id, offsets, tokens.length);
        this.moments = moments;
        this.top = top;
        requireSize(id, "moments", moments == null ? logProbsNats.length : moments.size(), logProbsNats.length);
        requireSize(
                id, "places of likeliest tokens", top == null ? logProbsNats.length : top.size(), logProbsNats.length);
    }

    private static void requireSize(String id, String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    "document " + id + ": " + expected + " log-probabilities need as many " + what + ", got " + found);
        }
    }

    /**
     * Scores without moments and likeliest tokens.
     *
     * @param id the document's id
     * @param tokens the token ids
     * @param logProbsNats log-likelihoods in nats
     * @param offsets where the tokens stand in the text, or null
     * @throws IllegalArgumentException if lengths do not fit, an id is below {@value #UNKNOWN_ID}, or offsets do not
     *     begin at 0 or fall
     */
    public TokenScores(String id, int[] tokens, double[] logProbsNats, int @Nullable [] offsets) {
        this(id, tokens, logProbsNats, offsets, null, null);
    }

    /**
     * Scores without places in the text.
     *
     * @param id the document's id
     * @param tokens the token ids
     * @param logProbsNats log-likelihoods in nats
     * @throws IllegalArgumentException if lengths do not fit, or an id is below {@value #UNKNOWN_ID}
     */
    public TokenScores(String id, int[] tokens, double[] logProbsNats) {
        this(id, tokens, logProbsNats, null, null, null);
    }

    private static int[] checked(String id, int[] offsets, int tokens) {
        if (offsets.length != tokens + 1) {
            throw new IllegalArgumentException("document " + id + ": " + tokens + " tokens need " + (tokens + 1)
                    + " offsets, got " + offsets.length);
        }
        for (int i = 0; i < offsets.length; i++) {
            if (i == 0 ? offsets[0] != 0 : offsets[i] < offsets[i - 1]) {
                throw new IllegalArgumentException(
                        "document " + id + ": offsets must begin at 0 and not fall, got " + offsets[i] + " at " + i);
            }
        }
        return offsets.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public double[] logProbsNats() {
        return logProbsNats.clone();
    }

    /** Returns a copy of the offsets, or null where they are not known. */
    @Override
    public int @Nullable [] offsets() {
        return offsets == null ? null : offsets.clone();
    }

    /** Returns whether the id of every token is known. */
    public boolean hasTokenIds() {
        return Arrays.stream(tokens).allMatch(token -> token != UNKNOWN_ID);
    }

    /**
     * The same scores under another id.
     *
     * @param other the id
     * @return the scores
     */
    public TokenScores withId(String other) {
        return new TokenScores(other, tokens, logProbsNats, offsets, moments, top);
    }

    /**
     * The end of the text alone, where every token has a score: what stands before it counts as its context.
     *
     * @param count how many tokens from the end, in [0, number of scores]
     * @return tokens, and as many scores; without offsets
     * @throws IllegalArgumentException if the count is outside that range
     */
    public TokenScores last(int count) {
        if (count < 0 || count > logProbsNats.length) {
            throw new IllegalArgumentException(
                    "count must be in [0, " + logProbsNats.length + "] for document " + id + ", got " + count);
        }
        return new TokenScores(
                id,
                Arrays.copyOfRange(tokens, tokens.length - count, tokens.length),
                Arrays.copyOfRange(logProbsNats, logProbsNats.length - count, logProbsNats.length),
                null,
                moments == null ? null : moments.last(count),
                top == null ? null : top.last(count));
    }

    /**
     * Mean log-likelihood per scored token.
     *
     * @return nats per token; NaN if there is no scored token
     */
    public double meanNats() {
        return sumNats() / logProbsNats.length;
    }

    /**
     * Log-likelihood of the whole text.
     *
     * @return nats
     */
    public double sumNats() {
        double sum = 0;
        for (double logProb : logProbsNats) {
            sum += logProb;
        }
        return sum;
    }

    /**
     * Mean log-likelihood of the last tokens.
     *
     * @param count how many tokens from the end, in [1, number of scores]
     * @return nats per token
     */
    public double meanOfLastNats(int count) {
        if (count < 1 || count > logProbsNats.length) {
            throw new IllegalArgumentException(
                    "count must be in [1, " + logProbsNats.length + "] for document " + id + ", got " + count);
        }
        double sum = 0;
        for (int i = logProbsNats.length - count; i < logProbsNats.length; i++) {
            sum += logProbsNats[i];
        }
        return sum / count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenScores that
                && id.equals(that.id)
                && Arrays.equals(tokens, that.tokens)
                && Arrays.equals(logProbsNats, that.logProbsNats)
                && Arrays.equals(offsets, that.offsets)
                && Objects.equals(moments, that.moments)
                && Objects.equals(top, that.top);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                id, Arrays.hashCode(tokens), Arrays.hashCode(logProbsNats), Arrays.hashCode(offsets), moments, top);
    }
}
