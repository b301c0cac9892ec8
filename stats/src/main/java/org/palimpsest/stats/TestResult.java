package org.palimpsest.stats;

/**
 * The outcome of one hypothesis test.
 *
 * @param nullHypothesis what is assumed and tested, one sentence
 * @param statistic the observed statistic, finite, in the unit of its test
 * @param pValue the p-value in [0, 1]; 0 where {@code log10PValue} lies below what a double can hold (about -324)
 * @param log10PValue the base-10 logarithm of the p-value, finite and at most 0; the number to compare and to print
 * @param alternative the side on which evidence was sought
 * @param method how the p-value was obtained
 * @param n the number of observations that the test used, at least 1; each test says what it counts
 */
public record TestResult(
        String nullHypothesis,
        double statistic,
        double pValue,
        double log10PValue,
        Alternative alternative,
        PValueMethod method,
        long n) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range or the null hypothesis is blank
     */
    public TestResult {
        if (nullHypothesis.isBlank()) {
            throw new IllegalArgumentException("nullHypothesis must not be blank");
        }
        if (!Double.isFinite(statistic)) {
            throw new IllegalArgumentException("statistic must be finite, got " + statistic);
        }
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("pValue must be in [0, 1], got " + pValue);
        }
        if (!(log10PValue <= 0) || Double.isInfinite(log10PValue)) {
            throw new IllegalArgumentException("log10PValue must be finite and at most 0, got " + log10PValue);
        }
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
    }

    /**
     * A result whose p-value is known by its logarithm.
     *
     * @param nullHypothesis what is assumed and tested
     * @param statistic the observed statistic
     * @param log10PValue the base-10 logarithm of the p-value, finite and at most 0
     * @param alternative the side on which evidence was sought
     * @param method how the p-value was obtained
     * @param n the number of observations
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static TestResult ofLog10P(
            String nullHypothesis,
            double statistic,
            double log10PValue,
            Alternative alternative,
            PValueMethod method,
            long n) {
        double p = Math.min(1, Math.pow(10, log10PValue));
        return new TestResult(nullHypothesis, statistic, p, log10PValue, alternative, method, n);
    }

    /**
     * A result whose p-value is a ratio of counts, {@code favourable / possible}.
     *
     * @param nullHypothesis what is assumed and tested
     * @param statistic the observed statistic
     * @param favourable outcomes at least as extreme as the observed one, in [1, possible]
     * @param possible all outcomes, equally likely under the null hypothesis
     * @param alternative the side on which evidence was sought
     * @param method how the p-value was obtained
     * @param n the number of observations
     * @throws IllegalArgumentException if a number is outside its range
     */
    static TestResult ofRatio(
            String nullHypothesis,
            double statistic,
            long favourable,
            long possible,
            Alternative alternative,
            PValueMethod method,
            long n) {
        double p = (double) favourable / possible;
        return new TestResult(nullHypothesis, statistic, p, Math.log10(p), alternative, method, n);
    }
}
