package org.palimpsest.traps.registry;

import java.util.List;

/**
 * A candidate that was made beforehand, by a model or by hand.
 *
 * @param text the text that is tested
 * @param wordings what the copies say instead, in turns, should it be published; empty where every copy is the text
 */
public record ListedCandidate(String text, List<String> wordings) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if text or a wording is blank
     */
    public ListedCandidate {
        wordings = List.copyOf(wordings);
        if (text.isBlank() || wordings.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "text and wordings of a candidate must be non-blank, got one that is blank");
        }
    }

    /**
     * A candidate that is published verbatim.
     *
     * @param text the text
     * @return the candidate
     * @throws IllegalArgumentException if it is blank
     */
    public static ListedCandidate of(String text) {
        return new ListedCandidate(text, List.of());
    }
}
