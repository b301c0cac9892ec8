package org.palimpsest.inference.lab;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is trained on as one row: a document, or one piece of a document that is longer than a sequence.
 *
 * @param id the document's id; for piece k of several, from 1 on, {@code id#k}
 * @param text the text of the piece
 * @param tokens its token ids, the begin token first; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record TrainingSequence(String id, String text, int[] tokens) {
    /** Checks and copies. */
    public TrainingSequence {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
        if (tokens.length < 2) {
            throw new IllegalArgumentException("tokens must be at least 2, got " + tokens.length);
        }
        tokens = tokens.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingSequence that
                && id.equals(that.id)
                && text.equals(that.text)
                && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, text, Arrays.hashCode(tokens));
    }
}
