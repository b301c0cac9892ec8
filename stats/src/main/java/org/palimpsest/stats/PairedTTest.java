package org.palimpsest.stats;

/**
 * Student's t test of paired differences: {@code t = mean(d) / (s / sqrt(n))} with n - 1 in the variance and n - 1 degrees of
 * freedom, tails in log space.
 *
 * <p>H0: the mean difference is 0. Exact for independent normal differences, asymptotic for others: on left-skewed differences
 * of mean 0 it rejects several times too often. Where the pairs were randomised use {@link SignFlipTest}, where one was drawn
 * among many {@link PooledRankTest}. Differences that share a cause, such as one watermark key, are not independent.
 */
public final class PairedTTest {
    private static final PairedTTest DEFAULTS = new PairedTTest(Alternative.TWO_SIDED);
    private static final String NULL = "the mean of the differences is 0";

    private final Alternative alternative;

    private PairedTTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The two-sided test. */
    public static PairedTTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that positive differences are evidence
     */
    public PairedTTest with(Alternative chosen) {
        return new PairedTTest(chosen);
    }

    /**
     * Tests pairs, as {@link #test(double[])} does with {@code x - y}.
     *
     * @param x at least 2 finite values
     * @param y as many finite values
     * @throws IllegalArgumentException if the lengths differ or are below 2, a value is not finite, or the differences do not
     *     vary by more than rounding
     */
    public TestResult test(double[] x, double[] y) {
        Scores.requirePaired(x, y, 2);
        Scores.requireFinite("x", x);
        Scores.requireFinite("y", y);
        double[] differences = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            differences[i] = x[i] - y[i];
        }
        return test(differences, Math.max(StudentTail.largest(x), StudentTail.largest(y)));
    }

    /**
     * Tests differences. The statistic is t, n their number. O(n).
     *
     * @param differences at least 2 finite values
     * @throws IllegalArgumentException if there are fewer than 2, one is not finite, or they do not vary by more than rounding
     */
    public TestResult test(double[] differences) {
        return test(differences, StudentTail.largest(differences));
    }

    private TestResult test(double[] differences, double largest) {
        int n = differences.length;
        if (n < 2) {
            throw new IllegalArgumentException("differences must hold at least 2 values, got " + n);
        }
        Scores.requireFinite("differences", differences);
        double mean = StudentTail.mean(differences);
        double deviation = Math.sqrt(StudentTail.variance(differences, mean, 1));
        StudentTail.requireSpread("differences", deviation, largest);
        double t = mean / (deviation / Math.sqrt(n));
        double log10P = StudentTail.log10P(alternative, t, n - 1.0);
        return TestResult.ofLog10P(NULL, t, log10P, alternative, PValueMethod.ASYMPTOTIC, n);
    }
}
