package org.palimpsest.stats;

/**
 * The exact test of the rank sum of many traps, each ranked among controls of its own.
 *
 * <p>H0: in every trap, independently, the published secret was drawn at random among itself and its controls. The rank of
 * trap j is {@code 1 + #{control >= observed}}, so it is 1 for the highest score and ties count against the evidence; the
 * sum of m ranks is compared with the law of a sum of independent uniforms on 1..N_j+1. P(p &le; a) &le; a always holds, with
 * equality at attainable levels where nothing is tied. The smallest p-value is {@code product of 1/(N_j+1)}.
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
     * Tests m traps. The statistic is the rank sum (m where every trap ranks first); n is m. O(m S) time and O(S) memory for
     * a rank sum S.
     *
     * @param observed the score of each trap, finite, higher for members; at least one
     * @param controls for each trap at least one finite score
     * @throws IllegalArgumentException if there is no trap, a trap has no controls, the lengths differ or a score is not finite
     */
    public TestResult test(double[] observed, double[][] controls) {
        if (observed.length != controls.length) {
            throw new IllegalArgumentException(
                    "observed and controls must be equally long, got " + observed.length + " and " + controls.length);
        }
        if (observed.length == 0) {
            throw new IllegalArgumentException("observed must hold at least 1 score, got 0");
        }
        int[] sizes = new int[observed.length];
        long sum = 0;
        for (int j = 0; j < observed.length; j++) {
            try {
                sum += RankTest.rank(observed[j], controls[j]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("trap " + j + ": " + e.getMessage(), e);
            }
            sizes[j] = controls[j].length + 1;
        }
        double log10P = UniformSum.logLowerTail(sizes, sum - observed.length) / Math.log(10);
        return TestResult.ofLog10P(NULL, (double) sum, log10P, Alternative.LESS, PValueMethod.EXACT, observed.length);
    }
}
