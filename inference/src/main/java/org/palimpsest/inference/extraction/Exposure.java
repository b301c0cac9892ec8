package org.palimpsest.inference.extraction;

import org.palimpsest.stats.RankTest;
import org.palimpsest.stats.TestResult;

/**
 * How far a text stands out among siblings that the model has not read (Carlini et al. 2019, arXiv 1802.08232): log2 |R| - log2
 * rank, where R are the siblings and the text itself, and the rank is 1 + the number of siblings that are at least as
 * likely.
 *
 * @param candidates |R| = siblings + 1, at least 2
 * @param rank in [1, candidates]
 * @param test the exact test of H0: text and siblings are exchangeable to the model, as when the text was drawn at random
 *     among them and the others were never published; p = rank / candidates
 */
public record Exposure(int candidates, int rank, TestResult test) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Exposure {
        if (candidates < 2) {
            throw new IllegalArgumentException("candidates must be at least 2, got " + candidates);
        }
        if (rank < 1 || rank > candidates) {
            throw new IllegalArgumentException("rank must be in [1, " + candidates + "], got " + rank);
        }
    }

    /**
     * Ranks a text. O(N).
     *
     * @param observed log-likelihood of the text, finite; higher is likelier
     * @param siblings log-likelihoods of its siblings, at least one, finite
     * @return the exposure
     * @throws IllegalArgumentException if there is no sibling or a number is not finite
     */
    public static Exposure of(double observed, double[] siblings) {
        TestResult test = RankTest.withDefaults().test(observed, siblings);
        return new Exposure(siblings.length + 1, (int) Math.round(test.statistic()), test);
    }

    /**
     * The exposure.
     *
     * @return bits, in [0, log2 |R|]
     */
    public double bits() {
        return (Math.log(candidates) - Math.log(rank)) / Math.log(2);
    }
}
