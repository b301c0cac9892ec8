package org.palimpsest.corpus.duplicates;

/**
 * A word of a text and where it stands there.
 *
 * @param word the word as it is compared, not empty
 * @param start the first UTF-16 unit of what it was made of, at least 0
 * @param end one past the last, above {@code start}
 */
public record TextWord(String word, int start, int end) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the word is empty, begins before 0 or ends before it begins
     */
    public TextWord {
        if (word.isEmpty() || start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a word must have a letter, begin at 0 or later and end after its start, got \"" + word + "\" from "
                            + start + " to " + end);
        }
    }
}
