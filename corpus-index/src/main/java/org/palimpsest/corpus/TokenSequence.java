package org.palimpsest.corpus;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The token ids of one document.
 *
 * @param documentId the name of the document, not empty
 * @param tokens its token ids in order, each at least 0; may be empty; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record TokenSequence(String documentId, int[] tokens) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code documentId} is empty or a token id is negative
     */
    public TokenSequence {
        if (documentId.isEmpty()) {
            throw new IllegalArgumentException("documentId must not be empty");
        }
        tokens = checked(tokens);
    }

    /** A copy of the ids. Throws IllegalArgumentException if one is negative. */
    static int[] checked(int[] tokens) {
        int[] copy = tokens.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0) {
                throw new IllegalArgumentException("tokens[" + i + "] must be at least 0, got " + copy[i]);
            }
        }
        return copy;
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
        return other instanceof TokenSequence that
                && documentId.equals(that.documentId)
                && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return 31 * documentId.hashCode() + Arrays.hashCode(tokens);
    }
}
