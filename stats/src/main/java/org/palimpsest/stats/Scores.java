package org.palimpsest.stats;

/** The checks that every test makes on its input before it computes anything. */
final class Scores {
    private Scores() {}

    /**
     * Refuses values that are no evidence: a diverged model scores NaN or infinity.
     *
     * @throws IllegalArgumentException naming the first value that is not finite and its index
     */
    static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + " must be finite, got " + values[i] + " at index " + i);
            }
        }
    }

    /**
     * Refuses series that are not paired or too short.
     *
     * @throws IllegalArgumentException if the lengths differ or are below {@code atLeast}
     */
    static void requirePaired(double[] x, double[] y, int atLeast) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x and y must be equally long, got " + x.length + " and " + y.length);
        }
        if (x.length < atLeast) {
            throw new IllegalArgumentException("n must be at least " + atLeast + ", got " + x.length);
        }
    }

    /**
     * Refuses a confidence that is none.
     *
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    static double requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
        return confidence;
    }
}
