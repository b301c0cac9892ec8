package org.palimpsest.stats;

/** Ranks in which tied values share the mean of the ranks that they cover. */
public final class MidRanks {
    private MidRanks() {}

    /**
     * The 1-based mid-rank of every value: the smallest untied value has rank 1, the largest rank n, and the ranks sum to
     * n(n+1)/2. O(n) time and memory. The two zeros, 0.0 and -0.0, are tied.
     *
     * @param values finite numbers; left unchanged
     * @return ranks in the order of {@code values}, each a multiple of 1/2
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public static double[] of(double[] values) {
        Scores.requireFinite("scores", values);
        int[] centred = RankOrder.centred(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (values.length + 1.0 + centred[i]) / 2;
        }
        return ranks;
    }
}
