package org.palimpsest.stats;

/**
 * How much a place in an order counts: the scores of the first series of a rank correlation. With u = rank / (n + 1), ties by their
 * mid-rank. Every choice but {@link #RANK} is for effects that grow towards the end of the order, as forgetting makes them. All are
 * fixed before the data are seen, so permutation p-values stay exact. Convex scores are rounded to 2n - 1 steps, so that sums stay
 * exact integers; the rounding is part of the statistic.
 */
public enum PositionScores {
    /** u: Spearman's rank correlation. For effects that grow by the same amount everywhere. */
    RANK,
    /** -ln(1 - u), the scores of Savage (1956): places count by the logarithm of their distance from the end. */
    LOG_RECENCY,
    /** exp(-10 (1 - u)): the last tenth counts for nearly everything. */
    EXPONENTIAL_RECENCY;

    private double score(double u) {
        return switch (this) {
            case RANK -> u;
            case LOG_RECENCY -> -Math.log1p(-u);
            case EXPONENTIAL_RECENCY -> Math.exp(-10 * (1 - u));
        };
    }

    /**
     * Whole numbers in [-(n-1), n-1] in the order of the values, centred up to rounding.
     *
     * @throws IllegalArgumentException if a value is not finite or all are equal
     */
    int[] centred(double[] values, String name) {
        int[] ranks = CentredRanks.of(values, name);
        return this == RANK ? ranks : convex(ranks);
    }

    private int[] convex(int[] ranks) {
        int n = ranks.length;
        double[] scores = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            scores[i] = score((ranks[i] + n + 1) / (2.0 * (n + 1)));
            sum += scores[i];
        }
        double mean = sum / n;
        double largest = 0;
        for (double value : scores) {
            largest = Math.max(largest, Math.abs(value - mean));
        }
        int[] centred = new int[n];
        for (int i = 0; i < n; i++) {
            centred[i] = (int) Math.round((scores[i] - mean) / largest * (n - 1));
        }
        return centred;
    }
}
