package org.palimpsest.inference.generation;

/**
 * How beams are searched.
 *
 * @param maxNewTokens most tokens of a hypothesis, at least 1
 * @param width hypotheses that are followed at a time, at least 1
 * @param lengthPenalty a in log P / n^a, the score by which hypotheses of n tokens are compared at the end; 0 compares
 *     log-probabilities and so favours short ones, 1 compares means; in [0, infinity)
 */
public record BeamOptions(int maxNewTokens, int width, double lengthPenalty) {
    /**
     * Checks the range of every option.
     *
     * @throws IllegalArgumentException if an option is outside its range
     */
    public BeamOptions {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens must be at least 1, got " + maxNewTokens);
        }
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, got " + width);
        }
        if (!(lengthPenalty >= 0) || Double.isInfinite(lengthPenalty)) {
            throw new IllegalArgumentException("lengthPenalty must be in [0, infinity), got " + lengthPenalty);
        }
    }

    /**
     * Four beams, compared by their mean log-probability.
     *
     * @param maxNewTokens most tokens of a hypothesis
     * @return the options
     */
    public static BeamOptions of(int maxNewTokens) {
        return new BeamOptions(maxNewTokens, 4, 1);
    }
}
