package org.palimpsest.stats;

/**
 * The exact test of the rank sum of many traps, each ranked among controls of its own.
 *
 * <p>H0: in every trap, independently, the published secret was drawn at random among itself and its controls. The rank of
 * trap j is {@code 1 + #{control >= observed}}, so it is 1 for the highest score and ties count against the evidence; the
 * sum of m ranks is compared with the law of a sum of independent uniforms on 1..N_j+1. P(p &le; a) &le; a always holds, with
 * equality at attainable levels where nothing is tied. The smallest p-value is {@code product of 1/(N_j+1)}.
 *
 * <p>It is also the test of watermarked rephrasings (STAMP, Rastogi et al. 2025) where the public version of each document is
 * drawn independently among its m + 1 versions: its rank is then uniform, and no normality is assumed. Where one draw, such as
 * one key, decides the public version of all documents, the ranks of documents are not independent: average the scores of each
 * key over the documents and use {@link RankTest} on the keys, as a paired t test over documents rejects far too often.
 */
public final class PooledRankTest {
    private static final PooledRankTest DEFAULTS = new PooledRankTest();
    private static final String NULL = "in every trap the published secret is exchangeable with its controls";

    private PooledRankTest() {}

    /** The test. */
    public static PooledRankTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Tests m traps. The statistic is the rank sum (m where every trap ranks first); n is m. Exact to
     * about 1e-12 of p at every size: short sums by convolution, long ones by {@link UniformSumContour inversion}. Beyond the
     * ranking of scores a few ms, and O(m) where all N_j differ.
     *
     * @param observed the score of each trap, finite, higher for members; at least one
     * @param controls for each trap at least one finite score
     * @throws IllegalArgumentException if there is no trap, a trap has no controls, the lengths differ or a score is not finite
     */
    public TestResult test(double[] observed, double[][] controls) {
        int[] ranks = RankTest.ranks(observed, controls);
        int[] sizes = new int[observed.length];
        long sum = 0;
        for (int j = 0; j < observed.length; j++) {
            sum += ranks[j];
            sizes[j] = controls[j].length + 1;
        }
        double log10P = UniformSum.logLowerTail(sizes, sum - observed.length) / Math.log(10);
        return TestResult.ofLog10P(NULL, (double) sum, log10P, Alternative.LESS, PValueMethod.EXACT, observed.length);
    }
}
