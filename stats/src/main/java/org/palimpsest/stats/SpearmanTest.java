package org.palimpsest.stats;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Spearman's rank correlation with the p-value of its t approximation, in log space.
 *
 * <p>H0: the order of x is independent of y. The two-sided p-value is {@code I_{1-rho^2}((n-2)/2, 1/2)}, the law of a
 * Pearson correlation of normal samples: asymptotic, and in the far tail up to a decade off the permutation law (the kurtosis
 * excess is -6/n against -4.56/n). {@link PermutationTest} gives the exact p-value down to {@code 1/(1+B)}. Kuditipudi et al.
 * 2025 (arXiv 2510.19796), query statistic. O(n log n).
 */
public final class SpearmanTest {
    private static final SpearmanTest DEFAULTS = new SpearmanTest(Alternative.TWO_SIDED);
    private static final String NULL = "the order of one series is independent of the other";

    private final Alternative alternative;

    private SpearmanTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The two-sided test. */
    public static SpearmanTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen {@code GREATER} looks for a positive correlation
     */
    public SpearmanTest with(Alternative chosen) {
        return new SpearmanTest(chosen);
    }

    /**
     * Tests two paired series. The statistic is rho; n is their length. Where |rho| = 1 the t approximation has no tail left,
     * and the p-value is the exact chance of so perfect an order, {@code (product of tie sizes!) / n!} a side.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, or a series is constant
     */
    public TestResult test(double[] x, double[] y) {
        double rho = correlation(x, y);
        if (Math.abs(rho) == 1) {
            double oneSide = (logTieArrangements(x) - LogGamma.value(x.length + 1.0)) / Math.log(10);
            double log10P = oneSided(rho, Math.min(0, oneSide + Math.log10(2)));
            return TestResult.ofLog10P(NULL, rho, log10P, alternative, PValueMethod.EXACT, x.length);
        }
        double log10P = oneSided(rho, log10TwoSidedP(rho, x.length));
        return TestResult.ofLog10P(NULL, rho, log10P, alternative, PValueMethod.ASYMPTOTIC, x.length);
    }

    /**
     * Spearman's rho with mid-ranks: the Pearson correlation of the ranks.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @return rho in [-1, 1], exactly 1 or -1 for perfect orders
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, or a series is constant
     */
    public static double correlation(double[] x, double[] y) {
        Scores.requirePaired(x, y, 3);
        int[] a = CentredRanks.of(x, "x");
        int[] b = CentredRanks.of(y, "y");
        double squareA = CentredRanks.product(a, a);
        double squareB = CentredRanks.product(b, b);
        double product = CentredRanks.product(a, b);
        double scale = squareA == squareB ? squareA : Math.sqrt(squareA) * Math.sqrt(squareB);
        return Math.max(-1, Math.min(1, product / scale));
    }

    /**
     * The two-sided p-value of a correlation: {@code log10 I_{1-rho^2}((n-2)/2, 1/2)}, by the continued fraction of the
     * incomplete beta function in log space; 11 digits down to -1e5. For |rho| = 1, where the formula gives 0, it is the
     * exact {@code log10(2 / n!)} of a perfect order without ties.
     *
     * @param rho correlation in [-1, 1]
     * @param n number of pairs, at least 3
     * @return log10 p, finite and at most 0
     * @throws IllegalArgumentException if rho or n is outside its range
     */
    public static double log10TwoSidedP(double rho, long n) {
        if (!(Math.abs(rho) <= 1)) {
            throw new IllegalArgumentException("rho must be in [-1, 1], got " + rho);
        }
        if (n < 3) {
            throw new IllegalArgumentException("n must be at least 3, got " + n);
        }
        if (Math.abs(rho) == 1) {
            return (Math.log(2) - LogGamma.value(n + 1.0)) / Math.log(10);
        }
        double complement = (1 - Math.abs(rho)) * (1 + Math.abs(rho));
        return IncompleteBeta.log(complement, rho * rho, (n - 2) / 2.0, 0.5) / Math.log(10);
    }

    private double oneSided(double rho, double log10TwoSided) {
        if (alternative == Alternative.TWO_SIDED) {
            return log10TwoSided;
        }
        double log10Half = log10TwoSided - Math.log10(2);
        boolean agrees = alternative == Alternative.GREATER ? rho >= 0 : rho <= 0;
        return agrees ? log10Half : IncompleteBeta.log1mExp(log10Half * Math.log(10)) / Math.log(10);
    }

    /** ln of the number of ways to arrange tied values among themselves. */
    private static double logTieArrangements(double[] values) {
        double[] sorted = MidRanks.of(values);
        Arrays.sort(sorted);
        double log = 0;
        int run = 1;
        for (int i = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            log += Math.log(run);
        }
        return log;
    }
}
