package org.palimpsest.corpus.search;

import org.jspecify.annotations.Nullable;

/**
 * A fact to be looked for: a subject, what is said of it, and the question between them.
 *
 * @param subject an entity's id, or a name; at least one word
 * @param answer an entity's id, or words; at least one
 * @param question the question that the answer answers, whose words rank passages, or null
 */
public record Fact(String subject, String answer, @Nullable String question) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if subject or answer has no word
     */
    public Fact {
        requireWord("subject", subject);
        requireWord("answer", answer);
    }

    private static void requireWord(String what, String text) {
        if (SearchWord.of(text).isEmpty()) {
            throw new IllegalArgumentException(what + " must have a letter or a digit, got \"" + text + "\"");
        }
    }
}
