package org.palimpsest.inference.generation;

/**
 * How text is generated.
 *
 * @param maxNewTokens most tokens to write, at least 1
 * @param temperature 0 takes the likeliest token; above 0 samples from softmax(logits / temperature)
 * @param topP nucleus in (0, 1]: sampling keeps the smallest set of likeliest tokens whose mass reaches it
 * @param seed of the draws; every prompt has a stream of its own, so its text does not depend on its neighbours
 */
public record GenerationOptions(int maxNewTokens, double temperature, double topP, long seed) {
    /** Checks the range of every option. */
    public GenerationOptions {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens must be at least 1, got " + maxNewTokens);
        }
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be in [0, infinity), got " + temperature);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP must be in (0, 1], got " + topP);
        }
    }

    /**
     * The likeliest token every time.
     *
     * @param maxNewTokens most tokens to write
     * @return the options
     */
    public static GenerationOptions greedy(int maxNewTokens) {
        return new GenerationOptions(maxNewTokens, 0, 1, 0);
    }
}
