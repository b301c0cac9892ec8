package org.palimpsest.inference.generation;

/**
 * A text to continue. The draws follow from the seed, {@code id} and {@code sample} alone.
 *
 * @param id names the text
 * @param sample which continuation of the text this is, from 0
 * @param text what is to be continued
 */
public record TextPrompt(String id, int sample, String text) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code sample} is negative
     */
    public TextPrompt {
        if (sample < 0) {
            throw new IllegalArgumentException("sample must be at least 0, got " + sample);
        }
    }
}
