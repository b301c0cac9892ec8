package org.palimpsest.inference.engine;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) and
 * clipping by the global norm (Pascanu et al. 2013, algorithm 1).
 *
 * @param learningRate step size, positive; a schedule multiplies it
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, positive
 * @param weightDecay share of a matrix taken off each step, times the learning rate, at least 0; gains and offsets do not
 *     decay
 * @param clipNorm a gradient whose Euclidean norm over all weights exceeds this is scaled down to it; positive, infinite
 *     for none
 * @param tokensPerPass most tokens, padding included, of one forward and backward pass; a larger batch is cut into
 *     passes of similar lengths whose gradients are summed, which changes the step by rounding only
 */
public record AdamOptions(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clipNorm,
        int tokensPerPass) {
    /** At a vocabulary of 4,096 the logits of a pass then take 32 MB, which glibc still keeps between passes. */
    private static final int DEFAULT_TOKENS = 2048;

    /** Checks the range of every option. */
    public AdamOptions {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be positive and finite, got " + learningRate);
        }
        requireShare("beta1", beta1);
        requireShare("beta2", beta2);
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be positive and finite, got " + epsilon);
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new IllegalArgumentException("weightDecay must be in [0, infinity), got " + weightDecay);
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("clipNorm must be positive, got " + clipNorm);
        }
        if (tokensPerPass < 1) {
            throw new IllegalArgumentException("tokensPerPass must be at least 1, got " + tokensPerPass);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
        }
    }

    /**
     * Betas 0.9 and 0.999, epsilon 1e-8, no decay, no clipping.
     *
     * @param learningRate step size
     * @return the options
     */
    public static AdamOptions of(double learningRate) {
        return new AdamOptions(learningRate, 0.9, 0.999, 1e-8, 0, Double.POSITIVE_INFINITY, DEFAULT_TOKENS);
    }

    /**
     * The same with clipping.
     *
     * @param norm greatest norm of a gradient
     * @return new options
     */
    public AdamOptions withClipNorm(double norm) {
        return new AdamOptions(learningRate, beta1, beta2, epsilon, weightDecay, norm, tokensPerPass);
    }

    /**
     * The same with weight decay.
     *
     * @param decay as {@link #weightDecay}
     * @return new options
     */
    public AdamOptions withWeightDecay(double decay) {
        return new AdamOptions(learningRate, beta1, beta2, epsilon, decay, clipNorm, tokensPerPass);
    }

    /**
     * The same with other moments.
     *
     * @param first as {@link #beta1}
     * @param second as {@link #beta2}
     * @param added as {@link #epsilon}
     * @return new options
     */
    public AdamOptions withMoments(double first, double second, double added) {
        return new AdamOptions(learningRate, first, second, added, weightDecay, clipNorm, tokensPerPass);
    }

    /**
     * The same with passes of another size.
     *
     * @param tokens as {@link #tokensPerPass}
     * @return new options
     */
    public AdamOptions withTokensPerPass(int tokens) {
        return new AdamOptions(learningRate, beta1, beta2, epsilon, weightDecay, clipNorm, tokens);
    }

    /** The numbers that the program takes, the rate of this step among them. */
    double[] settings(double factor) {
        return new double[] {learningRate * factor, beta1, beta2, epsilon, weightDecay, clipNorm};
    }
}
