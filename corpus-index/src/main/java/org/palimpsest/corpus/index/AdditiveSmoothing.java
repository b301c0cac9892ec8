package org.palimpsest.corpus.index;

/**
 * Adds a little to the count of every outcome: P = (count + alpha) / (contextCount + alpha * outcomes). Where the context
 * is rare and the vocabulary large, little of the corpus is left: with alpha = 1 it is Laplace's rule.
 *
 * @param alpha what is added, above 0 and finite
 */
public record AdditiveSmoothing(double alpha) implements Smoothing {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code alpha} is not above 0 and finite
     */
    public AdditiveSmoothing {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha must be above 0 and finite, got " + alpha);
        }
    }

    @Override
    public double probability(Evidence evidence) {
        return (evidence.count() + alpha) / (evidence.contextCount() + alpha * evidence.outcomes());
    }

    @Override
    public String name() {
        return "additive=" + alpha;
    }
}
