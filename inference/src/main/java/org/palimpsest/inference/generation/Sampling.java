package org.palimpsest.inference.generation;

/**
 * How the next token follows from the logits z: the softmax of z / temperature, cut to the {@code topK} likeliest tokens,
 * then to the nucleus of what is left, and scaled to a sum of 1. Ties go to the smallest id.
 *
 * @param temperature 0 takes the likeliest token; else finite and positive
 * @param topK tokens that stay (Fan et al. 2018, section 5.1), at least 1, or 0 for all
 * @param topP mass in (0, 1] of the nucleus: the smallest set of likeliest tokens that reaches it stays (Holtzman et al.
 *     2020, equation 3)
 */
public record Sampling(double temperature, int topK, double topP) {
    private static final Sampling GREEDY = new Sampling(0, 0, 1);
    private static final Sampling PLAIN = new Sampling(1, 0, 1);

    /**
     * Checks the range of every option.
     *
     * @throws IllegalArgumentException if an option is outside its range
     */
    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be in [0, infinity), got " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("topK must be at least 1, or 0 for all tokens, got " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP must be in (0, 1], got " + topP);
        }
    }

    /**
     * The likeliest token every time.
     *
     * @return temperature 0
     */
    public static Sampling greedy() {
        return GREEDY;
    }

    /**
     * The model's own distribution.
     *
     * @return temperature 1, nothing cut
     */
    public static Sampling plain() {
        return PLAIN;
    }

    /**
     * The same at another temperature.
     *
     * @param value finite, at least 0
     * @return new options
     */
    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP);
    }

    /**
     * The same with another number of tokens that stay.
     *
     * @param value at least 1, or 0 for all
     * @return new options
     */
    public Sampling withTopK(int value) {
        return new Sampling(temperature, value, topP);
    }

    /**
     * The same with another nucleus.
     *
     * @param value in (0, 1]
     * @return new options
     */
    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, value);
    }
}
