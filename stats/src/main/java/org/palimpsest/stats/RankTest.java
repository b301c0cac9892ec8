package org.palimpsest.stats;

/**
 * The exact rank test of one score among N controls: {@code p = (1 + #{control >= observed}) / (N + 1)}.
 *
 * <p>H0: the observed score and the controls are exchangeable, as when the published secret was drawn at random among N + 1.
 * Higher scores are evidence. Ties count against the evidence, so P(p &le; a) &le; a always holds; p is never below 1/(N+1).
 */
public final class RankTest {
    private static final RankTest DEFAULTS = new RankTest();
    private static final String NULL = "the observed score is exchangeable with its controls";

    private RankTest() {}

    /** The test. */
    public static RankTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Tests one score. The statistic is its rank, 1 for the highest; n is N + 1. O(N).
     *
     * @param observed finite score, higher for members
     * @param controls at least one finite score
     * @throws IllegalArgumentException if there is no control or a score is not finite
     */
    public TestResult test(double observed, double[] controls) {
        long rank = rank(observed, controls);
        long possible = controls.length + 1L;
        return TestResult.ofRatio(
                NULL, (double) rank, rank, possible, Alternative.GREATER, PValueMethod.EXACT, possible);
    }

    /** {@code 1 + #{control >= observed}}. */
    static long rank(double observed, double[] controls) {
        if (!Double.isFinite(observed)) {
            throw new IllegalArgumentException("observed must be finite, got " + observed);
        }
        if (controls.length == 0) {
            throw new IllegalArgumentException("controls must hold at least 1 score, got 0");
        }
        Scores.requireFinite(controls);
        long rank = 1;
        for (double control : controls) {
            if (control >= observed) {
                rank++;
            }
        }
        return rank;
    }
}
