package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The power of the exact test of a fixed pool (Fisher's exact test): of all texts of a pool some were published, and the hits
 * among them are compared with the hits among the rest by the hypergeometric law. Exact, by summing over all tables.
 */
public final class HypergeometricPower {
    private static final long LARGEST = 2_000;

    private HypergeometricPower() {}

    /**
     * The curve. The effect is the hit rate of published texts, n their number. Cost O(n^2) an evaluation.
     *
     * @param alpha level in (0, 1)
     * @param baseRate hit rate of unpublished texts, in (0, 1)
     * @param unpublishedPerPublished how many texts of the pool stay unpublished for each published one, at least 1
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve of(double alpha, double baseRate, int unpublishedPerPublished) {
        Curve.requireAlpha(alpha);
        if (!(baseRate > 0 && baseRate < 1)) {
            throw new IllegalArgumentException("baseRate must be in (0, 1), got " + baseRate);
        }
        if (unpublishedPerPublished < 1) {
            throw new IllegalArgumentException(
                    "unpublishedPerPublished must be at least 1, got " + unpublishedPerPublished);
        }
        return new Curve(
                new EffectScale("hit rate of published texts", 0, baseRate, 1, Alternative.GREATER),
                1,
                LARGEST,
                (rate, n) -> power(rate, baseRate, (int) n, (int) n * unpublishedPerPublished, alpha));
    }

    private static double power(double rate, double baseRate, int published, int unpublished, double alpha) {
        double[] logFactorials = new double[published + unpublished + 1];
        for (int i = 2; i < logFactorials.length; i++) {
            logFactorials[i] = LogGamma.value(i + 1.0);
        }
        double[] hits = binomial(published, rate, logFactorials);
        double[] tails = new double[published + 2];
        for (int x = published; x >= 0; x--) {
            tails[x] = tails[x + 1] + hits[x];
        }
        double[] controlHits = binomial(unpublished, baseRate, logFactorials);
        int[] critical = new int[published + unpublished + 1];
        for (int total = 0; total < critical.length; total++) {
            critical[total] = critical(total, published, unpublished, alpha, logFactorials);
        }
        double power = 0;
        int x = 0;
        for (int y = 0; y <= unpublished; y++) {
            // The least significant x grows with y.
            while (x <= published && x < critical[x + y]) {
                x++;
            }
            power += controlHits[y] * tails[Math.min(x, published + 1)];
        }
        return Math.min(1, power);
    }

    /** The least number of published hits that is significant when so many of the pool are hit; above the total if none is. */
    private static int critical(int total, int published, int unpublished, double alpha, double[] logFactorials) {
        int x = Math.min(total, published);
        double all = logChoose(published + unpublished, total, logFactorials);
        double tail = 0;
        while (x >= Math.max(0, total - unpublished)) {
            tail += Math.exp(
                    logChoose(published, x, logFactorials) + logChoose(unpublished, total - x, logFactorials) - all);
            if (tail > alpha * (1 + 1e-12)) {
                return x + 1;
            }
            x--;
        }
        return x + 1;
    }

    private static double[] binomial(int n, double p, double[] logFactorials) {
        double[] masses = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            double log = logChoose(n, k, logFactorials);
            double successes = k == 0 ? 0 : k * Math.log(p);
            double failures = k == n ? 0 : (n - k) * Math.log1p(-p);
            masses[k] = Math.exp(log + successes + failures);
        }
        return masses;
    }

    private static double logChoose(int n, int k, double[] logFactorials) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
