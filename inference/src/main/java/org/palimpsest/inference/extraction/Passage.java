package org.palimpsest.inference.extraction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text of which it is asked whether a model can be made to write it.
 *
 * @param id its name
 * @param tokens its token ids under the model's tokenizer; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record Passage(String id, int[] tokens) {
    /** Copies. */
    public Passage {
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Passage that && id.equals(that.id) && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(tokens);
    }
}
