package org.palimpsest.inference.lab;

/**
 * How the learning rate goes over a run, as a factor of its peak: it rises linearly over the warm-up, then stays or falls
 * to zero at the end.
 *
 * @param shape how it goes after the warm-up
 * @param warmupSteps steps of the rise, at least 0
 * @param totalSteps steps of the whole run, at least {@code warmupSteps} and 1
 */
public record LearningRate(Shape shape, long warmupSteps, long totalSteps) {
    /** How the rate goes after the warm-up. */
    public enum Shape {
        /** Stays at its peak. */
        CONSTANT,
        /** Falls in a straight line to zero. */
        LINEAR,
        /** Falls as half a cosine to zero (Loshchilov and Hutter 2017, equation 5, one cycle). */
        COSINE
    }

    /** Checks the range of every option. */
    public LearningRate {
        if (warmupSteps < 0) {
            throw new IllegalArgumentException("warmupSteps must be at least 0, got " + warmupSteps);
        }
        if (totalSteps < 1) {
            throw new IllegalArgumentException("totalSteps must be at least 1, got " + totalSteps);
        }
        if (warmupSteps > totalSteps) {
            throw new IllegalArgumentException(
                    "the warm-up must be at most the " + totalSteps + " steps of the run, got " + warmupSteps);
        }
    }

    /**
     * The factor of one step. Step s of a warm-up of W has (s + 1) / W; after it, with x = (s - W) / (total - W), the
     * factor is 1, 1 - x or (1 + cos(pi x)) / 2. The first step after the warm-up is at the peak, and no step is at zero.
     *
     * @param step from 0, below the total
     * @return the factor, in (0, 1]
     */
    public double factor(long step) {
        if (step < 0 || step >= totalSteps) {
            throw new IllegalArgumentException("step must be in [0, " + totalSteps + "), got " + step);
        }
        if (step < warmupSteps) {
            return (step + 1.0) / warmupSteps;
        }
        double x = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
        return switch (shape) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - x;
            case COSINE -> (1 + Math.cos(Math.PI * x)) / 2;
        };
    }
}
