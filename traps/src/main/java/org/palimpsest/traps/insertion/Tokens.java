package org.palimpsest.traps.insertion;

import org.palimpsest.corpus.Tokenizer;

/**
 * How token files are read.
 *
 * @param tokenizer that made them
 * @param endOfDocument token that ends documents, or -1
 */
public record Tokens(Tokenizer tokenizer, int endOfDocument) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the token is below -1 or beyond the vocabulary
     */
    public Tokens {
        if (endOfDocument < -1 || endOfDocument >= tokenizer.vocabularySize()) {
            throw new IllegalArgumentException("end of document must be -1 or a token in [0, "
                    + tokenizer.vocabularySize() + "), got " + endOfDocument);
        }
    }
}
