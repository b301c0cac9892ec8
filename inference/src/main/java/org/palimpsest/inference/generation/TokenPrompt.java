package org.palimpsest.inference.generation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to continue. The draws follow from the seed, {@code id} and {@code sample} alone: neither the order of prompts nor
 * what is batched with what matters.
 *
 * @param id names the text
 * @param sample which continuation of the text this is, from 0
 * @param tokens all that the model reads, a BOS token included where one is wanted; at least one, none negative; cloned in
 *     and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record TokenPrompt(String id, int sample, int[] tokens) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code sample} is negative, or there is no token
     */
    public TokenPrompt {
        if (sample < 0) {
            throw new IllegalArgumentException("sample must be at least 0, got " + sample);
        }
        if (tokens.length == 0) {
            throw new IllegalArgumentException("prompt " + id + " must hold at least 1 token, got 0");
        }
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    int length() {
        return tokens.length;
    }

    /** What the stream of this prompt's draws is named; no two prompts share a name. */
    String role() {
        return "generation/" + sample + "/" + id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenPrompt that
                && id.equals(that.id)
                && sample == that.sample
                && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + sample) + Arrays.hashCode(tokens);
    }
}
