package org.palimpsest.stats;

/**
 * Welch's t test of two independent samples with unequal variances (Welch 1947): {@code t = (mean x - mean y) / sqrt(v_x/n +
 * v_y/m)} with unbiased variances and the degrees of freedom of Satterthwaite, tails in log space.
 *
 * <p>H0: both means are equal, the observations independent. Approximate for normal data, asymptotic for others: with skewed or
 * heavy-tailed scores, or n of unequal size, it may reject too often. Then use {@link MannWhitneyTest} or
 * {@link PermutationTest}.
 */
public final class WelchTest {
    private static final WelchTest DEFAULTS = new WelchTest(Alternative.TWO_SIDED);
    private static final String NULL = "both samples have the same mean";

    private final Alternative alternative;

    private WelchTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The two-sided test. */
    public static WelchTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that a higher mean of x is evidence
     */
    public WelchTest with(Alternative chosen) {
        return new WelchTest(chosen);
    }

    /**
     * Tests two samples. The statistic is t, n the size of both together. O(n).
     *
     * @param x at least 2 finite values
     * @param y at least 2 finite values
     * @throws IllegalArgumentException if a sample is too short, a value is not finite, or neither sample varies
     */
    public TestResult test(double[] x, double[] y) {
        double meanX = mean("x", x);
        double meanY = mean("y", y);
        double errorX = StudentTail.variance(x, meanX, 1) / x.length;
        double errorY = StudentTail.variance(y, meanY, 1) / y.length;
        double error = errorX + errorY;
        StudentTail.requireSpread("x or y", Math.sqrt(error), Math.max(StudentTail.largest(x), StudentTail.largest(y)));
        double shareX = errorX / error;
        double shareY = errorY / error;
        double df = 1 / (shareX * shareX / (x.length - 1) + shareY * shareY / (y.length - 1));
        double t = (meanX - meanY) / Math.sqrt(error);
        double log10P = StudentTail.log10P(alternative, t, df);
        return TestResult.ofLog10P(NULL, t, log10P, alternative, PValueMethod.ASYMPTOTIC, x.length + (long) y.length);
    }

    private static double mean(String name, double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException(name + " must hold at least 2 values, got " + values.length);
        }
        Scores.requireFinite(name, values);
        return StudentTail.mean(values);
    }
}
