package org.palimpsest.inference.generation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model wrote after a prompt.
 *
 * @param tokens ids of what was written, without prompt and end token; cloned in and out
 * @param ending why it stopped
 * @param smallestGap the smallest distance between the two largest logits over all steps, the end token's included: a
 *     greedy continuation is the same on every machine and in every batch unless this is near 0 (below 1e-4 in 32 bits)
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record Continuation(int[] tokens, Ending ending, double smallestGap) {
    /** Copies. */
    public Continuation {
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Continuation that
                && Arrays.equals(tokens, that.tokens)
                && ending == that.ending
                && smallestGap == that.smallestGap;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(tokens) + ending.hashCode()) + Double.hashCode(smallestGap);
    }
}
