package org.palimpsest.corpus.duplicates;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A question of a benchmark, or any text that is looked for in training text.
 *
 * @param id its name, not empty
 * @param tokens its token ids, in the vocabulary of the training text; a negative id stands for a word that the training
 *     text lacks; may be empty; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record BenchmarkItem(String id, int[] tokens) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code id} is empty
     */
    public BenchmarkItem {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
        tokens = tokens.clone();
    }

    /** Returns a copy of the token ids. */
    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    /** Returns the number of tokens. */
    public int length() {
        return tokens.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BenchmarkItem that && id.equals(that.id) && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(tokens);
    }
}
