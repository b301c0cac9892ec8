package org.palimpsest.stats;

/**
 * The test of one value against m others, such as the model of the true order against m retrained on reshuffled data.
 *
 * <p>{@code t = (x - mean) / (s sqrt(1 + 1/m))} with m - 1 in the variance s^2 and m - 1 degrees of freedom. H0: x and the m
 * others are independent draws of one law. The p-value of t is exact for a normal law and asymptotic for none: with few others
 * a normal law can't be checked. Beside it stands the rank p-value {@code (1 + #{others >= x}) / (m + 1)}, exact for every law,
 * never below 1/(m+1). Where both disagree the rank counts.
 *
 * <p>The z that was published for this test, {@code (x - mean) / (s_m + 1e-6)} with m in the variance and a normal tail
 * (Kuditipudi et al. 2025, code), is not a test: it is {@code sqrt((m + 1) / (m - 1))} times t under H0, so that with m = 9
 * its p falls below 0.001 in 1.2 % of all cases and with m = 2 in 16 %, or 8.7 % where it is divided by {@code |s_1 - s_2|}, as
 * in the published test with two others. It is given for comparison only.
 */
public final class OneAgainstManyTest {
    private static final double PUBLISHED_FLOOR = 1e-6;
    private static final OneAgainstManyTest DEFAULTS = new OneAgainstManyTest(Alternative.GREATER);
    private static final String NULL = "the value and the others are independent draws of one law";

    private final Alternative alternative;

    private OneAgainstManyTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The test for a high value. */
    public static OneAgainstManyTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that a high value is evidence; two-sided doubles the smaller p-value
     */
    public OneAgainstManyTest with(Alternative chosen) {
        return new OneAgainstManyTest(chosen);
    }

    /**
     * Tests one value. O(m).
     *
     * @param value finite
     * @param others at least 2 finite values that vary by more than rounding
     * @throws IllegalArgumentException if there are fewer than 2 others, a value is not finite, or the others do not vary
     */
    public Result test(double value, double[] others) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
        int m = others.length;
        if (m < 2) {
            throw new IllegalArgumentException("others must hold at least 2 values, got " + m);
        }
        Scores.requireFinite("others", others);
        double mean = StudentTail.mean(others);
        double deviation = Math.sqrt(StudentTail.variance(others, mean, 1));
        StudentTail.requireSpread("others", deviation, StudentTail.largest(others));
        double t = (value - mean) / (deviation * Math.sqrt(1 + 1.0 / m));
        double log10P = StudentTail.log10P(alternative, t, m - 1.0);
        TestResult student = TestResult.ofLog10P(NULL, t, log10P, alternative, PValueMethod.ASYMPTOTIC, m + 1L);
        double z = (value - mean) / (Math.sqrt(StudentTail.variance(others, mean, 0)) + PUBLISHED_FLOOR);
        return new Result(student, rank(value, others), z);
    }

    private TestResult rank(double value, double[] others) {
        long above = 1;
        long below = 1;
        for (double other : others) {
            above += other >= value ? 1 : 0;
            below += other <= value ? 1 : 0;
        }
        long possible = others.length + 1L;
        long rank = alternative == Alternative.LESS ? below : above;
        long favourable = alternative == Alternative.TWO_SIDED ? Math.min(possible, 2 * Math.min(above, below)) : rank;
        return TestResult.ofRatio(NULL, (double) rank, favourable, possible, alternative, PValueMethod.EXACT, possible);
    }

    /**
     * The outcome.
     *
     * @param student t and its p-value, exact for normal draws only
     * @param rank the rank of the value, 1 for the most extreme on the tested side, and its p-value, exact for every law
     * @param publishedZ the z of the published code: not a test statistic of known law, for comparison only
     */
    public record Result(TestResult student, TestResult rank, double publishedZ) {}
}
