package org.palimpsest.provenance.dataset;

import java.util.List;

/**
 * How peaked a model's output distribution is around its greedy answer (CDD, Dong et al. 2024, arXiv 2402.15938): the share of
 * sampled answers whose edit distance to the greedy one is at most {@code alpha} times the length of the longest answer.
 *
 * <p>The published rule calls an item contaminated where the share exceeds 0.01, whatever the task. Short or formulaic answers
 * are peaked in every model, so here the shares of suspect items are compared with those of control items, by {@link ClusterTest}.
 *
 * @param alpha in [0, 1]
 */
public record Peakedness(double alpha) {
    /** The published threshold of the share, for comparison only. */
    public static final double PUBLISHED_THRESHOLD = 0.01;

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Peakedness {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be in [0, 1], got " + alpha);
        }
    }

    /** The published alpha, 0.05. */
    public static Peakedness withDefaults() {
        return new Peakedness(0.05);
    }

    /**
     * The share of one item.
     *
     * @param greedy tokens of the greedy answer
     * @param samples tokens of sampled answers, at least one
     * @return a number in [0, 1], higher = more peaked
     * @throws IllegalArgumentException if there is no sample
     */
    public double of(int[] greedy, List<int[]> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("at least 1 sampled answer is needed, got 0");
        }
        int longest = Math.max(
                greedy.length,
                samples.stream().mapToInt(sample -> sample.length).max().orElse(0));
        double most = alpha * longest;
        long near = samples.stream()
                .filter(sample -> EditDistance.between(greedy, sample) <= most)
                .count();
        return (double) near / samples.size();
    }
}
