package org.palimpsest.inference.generation;

/**
 * How text is generated.
 *
 * @param maxNewTokens most tokens to write, at least 1
 * @param sampling how a token follows from the logits
 * @param seed of the draws; every prompt and sample has a stream of its own, so its text does not depend on its neighbours
 */
public record GenerationOptions(int maxNewTokens, Sampling sampling, long seed) {
    /**
     * Checks the range of every option.
     *
     * @throws IllegalArgumentException if {@code maxNewTokens} is below 1
     */
    public GenerationOptions {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens must be at least 1, got " + maxNewTokens);
        }
    }

    /**
     * Draws from the tempered nucleus.
     *
     * @param maxNewTokens most tokens to write, at least 1
     * @param temperature 0 takes the likeliest token; above 0 samples from softmax(logits / temperature)
     * @param topP nucleus in (0, 1]
     * @param seed of the draws
     * @throws IllegalArgumentException if an option is outside its range
     */
    public GenerationOptions(int maxNewTokens, double temperature, double topP, long seed) {
        this(maxNewTokens, new Sampling(temperature, 0, topP), seed);
    }

    /**
     * The likeliest token every time.
     *
     * @param maxNewTokens most tokens to write
     * @return the options
     */
    public static GenerationOptions greedy(int maxNewTokens) {
        return new GenerationOptions(maxNewTokens, Sampling.greedy(), 0);
    }

    /**
     * The same with another seed.
     *
     * @param value any number
     * @return new options
     */
    public GenerationOptions withSeed(long value) {
        return new GenerationOptions(maxNewTokens, sampling, value);
    }

    /**
     * The temperature.
     *
     * @return that of the sampling
     */
    public double temperature() {
        return sampling.temperature();
    }

    /**
     * The number of tokens that stay.
     *
     * @return that of the sampling; 0 = all
     */
    public int topK() {
        return sampling.topK();
    }

    /**
     * The mass of the nucleus.
     *
     * @return that of the sampling
     */
    public double topP() {
        return sampling.topP();
    }
}
