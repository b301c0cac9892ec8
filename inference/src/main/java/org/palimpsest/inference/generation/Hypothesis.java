package org.palimpsest.inference.generation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A continuation that beam search found.
 *
 * @param tokens ids of what was written, without prompt and end token; cloned in and out
 * @param ending why it stopped
 * @param logProbNats log-probability in nats under the model, that of the end token included
 * @param score {@code logProbNats} / n^a, n = number of tokens, the end token included, a = the length penalty
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record Hypothesis(int[] tokens, Ending ending, double logProbNats, double score) {
    /** Copies. */
    public Hypothesis {
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hypothesis that
                && Arrays.equals(tokens, that.tokens)
                && ending == that.ending
                && logProbNats == that.logProbNats
                && score == that.score;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(tokens) + ending.hashCode()) + Double.hashCode(logProbNats + score);
    }
}
