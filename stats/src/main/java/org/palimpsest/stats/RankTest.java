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

    /**
     * The p-value of every one of many traps, {@code (1 + #{control >= observed}) / (N_j + 1)}, to be combined elsewhere. O(sum
     * of N_j).
     *
     * @param observed the score of each trap, finite, higher for members; at least one
     * @param controls for each trap at least one finite score
     * @return one p-value a trap, in (0, 1]
     * @throws IllegalArgumentException if there is no trap, a trap has no controls, the lengths differ or a score is not finite
     */
    public double[] pValues(double[] observed, double[][] controls) {
        int[] ranks = ranks(observed, controls);
        double[] pValues = new double[ranks.length];
        for (int j = 0; j < ranks.length; j++) {
            pValues[j] = ranks[j] / (controls[j].length + 1.0);
        }
        return pValues;
    }

    /** The rank of every trap; refusals name the trap. */
    static int[] ranks(double[] observed, double[][] controls) {
        if (observed.length != controls.length) {
            throw new IllegalArgumentException(
                    "observed and controls must be equally long, got " + observed.length + " and " + controls.length);
        }
        if (observed.length == 0) {
            throw new IllegalArgumentException("observed must hold at least 1 score, got 0");
        }
        int[] ranks = new int[observed.length];
        for (int j = 0; j < observed.length; j++) {
            try {
                ranks[j] = Math.toIntExact(rank(observed[j], controls[j]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("trap " + j + ": " + e.getMessage(), e);
            }
        }
        return ranks;
    }

    /** {@code 1 + #{control >= observed}}. */
    static long rank(double observed, double[] controls) {
        if (!Double.isFinite(observed)) {
            throw new IllegalArgumentException("observed must be finite, got " + observed);
        }
        if (controls.length == 0) {
            throw new IllegalArgumentException("controls must hold at least 1 score, got 0");
        }
        Scores.requireFinite("controls", controls);
        long rank = 1;
        for (double control : controls) {
            if (control >= observed) {
                rank++;
            }
        }
        return rank;
    }
}
