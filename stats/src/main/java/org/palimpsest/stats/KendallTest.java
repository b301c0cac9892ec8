package org.palimpsest.stats;

/**
 * Kendall's rank correlation tau-b and its p-value in log space.
 *
 * <p>H0: all orders of y are equally likely given x and all ties. The statistic is
 * {@code tau-b = S / sqrt((pairs that differ in x) (pairs that differ in y))} with S the concordant less the discordant pairs
 * (Kendall 1970). The p-value is
 *
 * <ul>
 *   <li>exact, from the law of the number of inversions, for up to 170 pairs if at most one series has ties: down to
 *       {@code 1/n!};
 *   <li>exact, over all orders, if both have ties and n is at most 8;
 *   <li>by 9,999 random orders, never below 1e-4, if both have ties and the law of S is too rough or too skewed for a normal
 *       tail (n at most 30, or a skewness above 0.2);
 *   <li>else from the normal law with the variance given all ties and a correction for continuity. Without ties its tail is
 *       heavier than that of S. With ties in both series it is raised by the first terms of the Cramer series wherever skewness
 *       or kurtosis make S the heavier one.
 * </ul>
 *
 * <p>Cost: O(n log n), Knight (1966); O(n^3) at most for the exact law; O(n log n) an order where orders are drawn.
 */
public final class KendallTest {
    private static final KendallTest DEFAULTS = new KendallTest(Alternative.TWO_SIDED, 0);
    private static final String NULL = "the order of one series is independent of the other";

    private final Alternative alternative;
    private final long seed;

    private KendallTest(Alternative alternative, long seed) {
        this.alternative = alternative;
        this.seed = seed;
    }

    /** The two-sided test; seed 0 where orders are drawn. */
    public static KendallTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen {@code GREATER} looks for a positive correlation
     */
    public KendallTest with(Alternative chosen) {
        return new KendallTest(chosen, seed);
    }

    /**
     * The same test with other random numbers, where orders are drawn.
     *
     * @param chosen any number
     */
    public KendallTest withSeed(long chosen) {
        return new KendallTest(alternative, chosen);
    }

    /**
     * Tests two paired series. The statistic is tau-b; n is their length.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, or a series is constant
     */
    public TestResult test(double[] x, double[] y) {
        Scores.requirePaired(x, y, 3);
        int[][] ranks = CentredRanks.pair(x, y);
        KendallScore score = KendallScore.of(ranks[0], ranks[1]);
        boolean tiedX = score.x().length < score.n();
        boolean tiedY = score.y().length < score.n();
        if (tiedX && tiedY) {
            KendallNormalTail tail = KendallNormalTail.of(score);
            return tail.isFine()
                    ? result(score, tail.logP(alternative), PValueMethod.ASYMPTOTIC)
                    : byOrders(score, ranks[0], ranks[1]);
        }
        if (score.n() <= InversionLaw.MAX_N) {
            return result(score, exactLogP(score, tiedX ? score.x() : score.y()), PValueMethod.EXACT);
        }
        return result(score, KendallNormalTail.of(score).logP(alternative), PValueMethod.ASYMPTOTIC);
    }

    /**
     * Kendall's tau-b. O(n log n).
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @return tau-b in [-1, 1], exactly 1 or -1 for perfect orders
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, or a series is constant
     */
    public static double correlation(double[] x, double[] y) {
        Scores.requirePaired(x, y, 3);
        int[][] ranks = CentredRanks.pair(x, y);
        return KendallScore.of(ranks[0], ranks[1]).tauB();
    }

    private double exactLogP(KendallScore score, int[] groups) {
        InversionLaw law = new InversionLaw(groups);
        long most = law.most();
        return switch (alternative) {
            case GREATER -> law.logAtMost((most - score.score()) / 2);
            case LESS -> law.logAtMost((most + score.score()) / 2);
            case TWO_SIDED -> Math.min(0, Math.log(2) + law.logAtMost((most - Math.abs(score.score())) / 2));
        };
    }

    private TestResult byOrders(KendallScore score, int[] x, int[] y) {
        TestResult orders = PermutationTest.withDefaults()
                .with(alternative)
                .with(PermutationTest.Orders.ALL_IF_FEW)
                .withSeed(seed)
                .test(x.length, order -> {
                    int[] moved = new int[order.length];
                    for (int i = 0; i < order.length; i++) {
                        moved[i] = y[order[i]];
                    }
                    return KendallScore.of(x, moved).score();
                })
                .test();
        return result(score, orders.log10PValue() * Math.log(10), orders.method());
    }

    private TestResult result(KendallScore score, double logP, PValueMethod method) {
        return TestResult.ofLog10P(NULL, score.tauB(), logP / Math.log(10), alternative, method, score.n());
    }
}
