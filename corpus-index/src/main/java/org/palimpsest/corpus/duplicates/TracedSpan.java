package org.palimpsest.corpus.duplicates;

/**
 * A span of a text that stands in the training text.
 *
 * @param span where it stands in the text
 * @param count how often it occurs in the training text, at least 1
 * @param log10UnigramProbability the sum of the base-10 logarithms of its tokens' shares of the training text, at most 0
 */
public record TracedSpan(Span span, long count, double log10UnigramProbability) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the count is below 1 or the logarithm above 0 or not a number
     */
    public TracedSpan {
        if (count < 1 || !(log10UnigramProbability <= 0)) {
            throw new IllegalArgumentException("count must be at least 1 and log10UnigramProbability at most 0, got "
                    + count + " and " + log10UnigramProbability);
        }
    }
}
