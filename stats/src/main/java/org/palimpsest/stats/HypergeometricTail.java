package org.palimpsest.stats;

/**
 * The exact upper tail of the hypergeometric law in log space: the test of a fixed pool.
 *
 * <p>M secrets were drawn and m of them, chosen at random, were published. An auditor who doesn't know which picks k of the M
 * that the model seems to know; s of them were published. Under H0 (the choice is independent of the model) all C(M, m)
 * assignments are equally likely, so {@code P[X >= s] = sum over i >= s of C(m, i) C(M - m, k - i) / C(M, k)}. Exact for every
 * size. The first mass is taken in Loader's form and the rest by ratios: relative error of p below 1e-10 for M up to 1e9.
 */
public final class HypergeometricTail {
    private HypergeometricTail() {}

    /**
     * log10 of P[X &ge; hits]. Accurate where the probability itself underflows. At most about 8 standard deviations of terms.
     *
     * @param pool number of secrets drawn, M, at least 1
     * @param published how many of them were published, m, in [0, M]
     * @param picked how many the auditor picked, k, in [0, M]
     * @param hits picked ones that were published, s, in [max(0, m + k - M), min(m, k)]
     * @return log10 p, finite and at most 0
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double log10Upper(long pool, long published, long picked, long hits) {
        if (pool < 1) {
            throw new IllegalArgumentException("pool must be at least 1, got " + pool);
        }
        requireIn("published", published, 0, pool);
        requireIn("picked", picked, 0, pool);
        long least = Math.max(0, published - (pool - picked));
        long most = Math.min(published, picked);
        requireIn("hits", hits, least, most);
        if (hits == least) {
            return 0;
        }
        return Math.min(0, logUpper(pool, published, picked, hits, least, most)) / Math.log(10);
    }

    /**
     * Tests the number of hits, exactly. The statistic is the number of hits, n the number of secrets in the pool.
     *
     * @param nullHypothesis what is assumed and tested, one sentence
     * @param pool number of secrets drawn, M, at least 1
     * @param published how many of them were published, m, in [0, M]
     * @param picked how many the auditor picked, k, in [0, M]
     * @param hits picked ones that were published, in [max(0, m + k - M), min(m, k)]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static TestResult test(String nullHypothesis, long pool, long published, long picked, long hits) {
        double log10P = log10Upper(pool, published, picked, hits);
        return TestResult.ofLog10P(
                nullHypothesis, (double) hits, log10P, Alternative.GREATER, PValueMethod.EXACT, pool);
    }

    private static double logUpper(long pool, long published, long picked, long hits, long least, long most) {
        double spare = (double) pool - published - picked;
        double mean = (double) picked / pool * published;
        if (hits > mean) {
            return LatticeTail.logSum(
                    LogMass.hypergeometric(hits, picked, published, pool),
                    most - hits + 1,
                    i -> (published - hits - i) / (hits + 1.0 + i) * ((picked - hits - i) / (spare + hits + 1 + i)));
        }
        double lower = LatticeTail.logSum(
                LogMass.hypergeometric(hits - 1, picked, published, pool),
                hits - least,
                i -> (hits - 1 - i)
                        / (published - hits + 2.0 + i)
                        * ((spare + hits - 1 - i) / (picked - hits + 2.0 + i)));
        return IncompleteBeta.log1mExp(lower);
    }

    private static void requireIn(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], got " + value);
        }
    }
}
