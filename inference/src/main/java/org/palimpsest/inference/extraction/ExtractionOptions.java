package org.palimpsest.inference.extraction;

import org.palimpsest.inference.generation.Sampling;

/**
 * Which windows of a passage are tried. A window is a prefix that the model is given and a suffix that it may write; windows
 * begin at token 0 and every {@code stride} tokens after it, as long as they fit.
 *
 * @param prefixTokens tokens that the model is given, at least 1
 * @param suffixTokens tokens that it has to write, at least 1
 * @param stride tokens from one window to the next, at least 1
 * @param sampling the law under which the probability of a suffix is meant; greedy extraction does not use it
 */
public record ExtractionOptions(int prefixTokens, int suffixTokens, int stride, Sampling sampling) {
    /**
     * Checks the range of every option.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public ExtractionOptions {
        requirePositive("prefixTokens", prefixTokens);
        requirePositive("suffixTokens", suffixTokens);
        requirePositive("stride", stride);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }

    /**
     * 50 tokens given, 50 to write (Carlini et al. 2023), every 50 tokens; temperature 1 among the 40 likeliest
     * tokens (Hayes et al. 2024).
     *
     * @return the defaults
     */
    public static ExtractionOptions defaults() {
        return new ExtractionOptions(50, 50, 50, Sampling.plain().withTopK(40));
    }

    /**
     * Tokens of a window.
     *
     * @return prefix and suffix
     */
    public int windowTokens() {
        return Math.addExact(prefixTokens, suffixTokens);
    }
}
