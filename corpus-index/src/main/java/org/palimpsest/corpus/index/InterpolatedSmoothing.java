package org.palimpsest.corpus.index;

/**
 * Mixes the infinity-gram with the frequency of the token alone, one added to every outcome's count so that it is never
 * 0: P = (1 - weight) * count / contextCount + weight * (unigramCount + 1) / (total + outcomes). What the corpus says
 * with certainty stays within a factor 1 - weight.
 *
 * @param weight of the frequency, above 0 and at most 1
 */
public record InterpolatedSmoothing(double weight) implements Smoothing {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code weight} is not in (0, 1]
     */
    public InterpolatedSmoothing {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be above 0 and at most 1, got " + weight);
        }
    }

    @Override
    public double probability(Evidence evidence) {
        double unigram = (evidence.unigramCount() + 1.0) / ((double) evidence.total() + evidence.outcomes());
        return (1 - weight) * evidence.count() / evidence.contextCount() + weight * unigram;
    }

    @Override
    public String name() {
        return "interpolated=" + weight;
    }
}
