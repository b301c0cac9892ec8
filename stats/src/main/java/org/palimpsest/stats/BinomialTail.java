package org.palimpsest.stats;

/**
 * The exact upper tail of the binomial law in log space.
 *
 * <p>{@code P[Bin(n, q) >= s] = sum over i >= s of C(n, i) q^i (1 - q)^(n - i)}: the first mass in Loader's form, the rest
 * by ratios, and by the complement where s does not exceed the mean. Relative error of p below 1e-10 for n up to 1e9. The test
 * of hits: under H0 each of n independently drawn secrets is guessed with chance at most q. Repeated guesses of one secret are
 * not independent and need {@link GuessBound}.
 */
public final class BinomialTail {
    private BinomialTail() {}

    /**
     * log10 of P[Bin(n, q) &ge; successes]. Accurate where the probability itself underflows. At most about 8 standard
     * deviations of terms: O(sqrt(n)) time.
     *
     * @param n number of trials, at least 1
     * @param q chance of success in (0, 1]
     * @param successes observed successes in [0, n]
     * @return log10 p, finite and at most 0
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double log10Upper(long n, double q, long successes) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        if (!(q > 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in (0, 1], got " + q);
        }
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException("successes must be in [0, " + n + "], got " + successes);
        }
        if (successes == 0) {
            return 0;
        }
        if (successes == n) {
            return n * Math.log10(q);
        }
        if (q == 1) {
            return 0;
        }
        return Math.min(0, logUpper(n, q, successes)) / Math.log(10);
    }

    private static double logUpper(long n, double q, long s) {
        double odds = q / (1 - q);
        if (s > n * q) {
            return LatticeTail.logSum(LogMass.binomial(s, n, q), n - s + 1, i -> (n - s - i) / (s + 1.0 + i) * odds);
        }
        double lower =
                LatticeTail.logSum(LogMass.binomial(s - 1, n, q), s, i -> (s - 1 - i) / ((n - s + 2.0 + i) * odds));
        return IncompleteBeta.log1mExp(lower);
    }

    /**
     * Tests the number of hits. The statistic is the number of successes; exact if the trials are independent.
     *
     * @param nullHypothesis what is assumed and tested, one sentence
     * @param n number of trials, at least 1
     * @param q largest chance of success under the null hypothesis, in (0, 1]
     * @param successes observed successes in [0, n]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static TestResult test(String nullHypothesis, long n, double q, long successes) {
        double log10P = log10Upper(n, q, successes);
        return TestResult.ofLog10P(
                nullHypothesis, (double) successes, log10P, Alternative.GREATER, PValueMethod.EXACT, n);
    }
}
