package org.palimpsest.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much data a correlation test needs, by Fisher's z: {@code atanh(rho)} is nearly normal with variance 1/(n-3), so a
 * one-sided test at level alpha has the wanted power where {@code (z_alpha + z_beta)^2 = (n - 3) atanh(rho)^2}. Approximate;
 * for a two-sided test halve alpha.
 */
public final class PowerPlan {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private PowerPlan() {}

    /**
     * The smallest correlation that a one-sided test finds with the wanted power.
     *
     * @param n number of pairs, at least 4
     * @param alpha level of the test in (0, 1)
     * @param power wanted chance of rejection in (alpha, 1)
     * @return a correlation in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double minimumDetectableCorrelation(long n, double alpha, double power) {
        if (n < 4) {
            throw new IllegalArgumentException("n must be at least 4, got " + n);
        }
        return Math.tanh(distance(alpha, power) / Math.sqrt(n - 3.0));
    }

    /**
     * The number of pairs with which a one-sided test finds a correlation.
     *
     * @param rho correlation in (-1, 1), not 0; the alternative is taken on its side
     * @param alpha level of the test in (0, 1)
     * @param power wanted chance of rejection in (alpha, 1)
     * @return at least 4
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static long sampleSizeForCorrelation(double rho, double alpha, double power) {
        if (!(Math.abs(rho) > 0 && Math.abs(rho) < 1)) {
            throw new IllegalArgumentException("rho must be in (-1, 1) and not 0, got " + rho);
        }
        double atanh = 0.5 * (Math.log1p(Math.abs(rho)) - Math.log1p(-Math.abs(rho)));
        double ratio = distance(alpha, power) / atanh;
        return Math.max(4, (long) Math.ceil(ratio * ratio) + 3);
    }

    private static double distance(double alpha, double power) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("power must be in (alpha, 1) = (" + alpha + ", 1), got " + power);
        }
        return NORMAL.inverseSurvivalProbability(alpha) + NORMAL.inverseCumulativeProbability(power);
    }
}
