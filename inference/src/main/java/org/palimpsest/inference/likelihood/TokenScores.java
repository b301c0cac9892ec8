package org.palimpsest.inference.likelihood;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model thinks of one text, token by token.
 *
 * <p>{@code logProbsNats[i]} = log P(the i-th scored token | all before it), in nats. Without a leading BOS token the
 * first token has no score, so there is one score fewer than tokens and entry i belongs to token i + 1; with it both
 * are equally long and entry i belongs to token i.
 *
 * @param id the document's id
 * @param tokens the document's token ids, without BOS
 * @param logProbsNats log-likelihoods in nats, each at most 0 up to rounding
 */
@SuppressWarnings("ArrayRecordComponent") // a number for every token: boxing would cost five times the memory
public record TokenScores(String id, int[] tokens, double[] logProbsNats) {
    /** Copies the arrays and checks their lengths. */
    public TokenScores {
        if (logProbsNats.length != tokens.length && logProbsNats.length != tokens.length - 1) {
            throw new IllegalArgumentException("document " + id + ": " + tokens.length + " tokens need " + tokens.length
                    + " log-probabilities (with BOS) or one fewer, got " + logProbsNats.length);
        }
        tokens = tokens.clone();
        logProbsNats = logProbsNats.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public double[] logProbsNats() {
        return logProbsNats.clone();
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
                && Arrays.equals(logProbsNats, that.logProbsNats);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + Arrays.hashCode(tokens)) + Arrays.hashCode(logProbsNats);
    }
}
