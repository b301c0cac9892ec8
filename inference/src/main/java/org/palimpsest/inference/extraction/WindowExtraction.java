package org.palimpsest.inference.extraction;

import org.palimpsest.inference.generation.SuffixScore;

/**
 * What a model makes of one window of a passage.
 *
 * @param prefix the tokens that it is given
 * @param suffix the tokens that it has to write, right after them
 * @param score how it takes them
 */
public record WindowExtraction(TokenSpan prefix, TokenSpan suffix, SuffixScore score) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the suffix does not follow the prefix, or is shorter than what was matched
     */
    public WindowExtraction {
        if (suffix.from() != prefix.to()) {
            throw new IllegalArgumentException("suffix must begin where prefix ends, got " + suffix + " and " + prefix);
        }
        if (score.matched() > suffix.length()) {
            throw new IllegalArgumentException(
                    "matched must be in [0, " + suffix.length() + "], got " + score.matched());
        }
    }

    /**
     * Whether greedy decoding writes the whole suffix.
     *
     * @return true if it is extracted verbatim
     */
    public boolean extracted() {
        return score.matched() == suffix.length();
    }

    /**
     * The tokens that greedy decoding writes, from the suffix's start to the first that differs.
     *
     * @return a span, perhaps empty
     */
    public TokenSpan run() {
        return new TokenSpan(suffix.from(), suffix.from() + score.matched());
    }
}
