package org.palimpsest.stats;

import java.util.Arrays;

/**
 * The power of tests of traps against unpublished controls under the binormal model: the effect is the AUC of one trap, the
 * chance that a published secret outscores a control. Traps are independent.
 */
public final class TrapPower {
    private static final long LARGEST_CONTROLS = 10_000_000;
    private static final long LARGEST_TRAPS = 1L << 32;
    /** Up to this many traps times controls the critical rank sum is exact. */
    private static final long EXACT = 20_000;
    /** ln of a probability that makes no difference. */
    private static final double NEGLIGIBLE = Math.log(1e-17);

    private TrapPower() {}

    /**
     * The rank test of one trap: n is the number of controls N. Nothing can be significant below {@code N = 1/alpha - 1}; the
     * power is {@code P(rank <= floor(alpha (N + 1)))}, by integration over the trap's score. It tends to the chance that the
     * trap passes the 1 - alpha quantile of controls, so more controls cannot rescue a weak trap.
     *
     * @param alpha level in (0, 1)
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve oneTrap(double alpha) {
        Curve.requireAlpha(alpha);
        return new Curve(scale(), 1, LARGEST_CONTROLS, (auc, controls) -> oneTrap(auc, controls, alpha));
    }

    /**
     * The test of the summed scores of n traps against a null law that is known exactly: {@code n = ((z_alpha + z_beta) / d)^2}
     * traps with {@code d = sqrt(2) Phi^-1(AUC)}. A planning number.
     *
     * @param alpha level in (0, 1)
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve summedScores(double alpha) {
        Curve.requireAlpha(alpha);
        return inflated(alpha, 1);
    }

    /**
     * The test of the summed scores of n traps with N controls each, which inflate the variance by 1 + 1/N.
     *
     * @param alpha level in (0, 1)
     * @param controls N, at least 1
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve summedScores(double alpha, long controls) {
        Curve.requireAlpha(alpha);
        requireControls(controls);
        return inflated(alpha, 1 + 1.0 / controls);
    }

    private static PowerCurve inflated(double alpha, double inflation) {
        return new Curve(
                scale(),
                1,
                LARGEST_TRAPS,
                (auc, traps) -> auc == 1
                        ? 1
                        : NormalPower.of(
                                Binormal.distance(auc) * Math.sqrt(traps / inflation), 1, alpha, Alternative.GREATER));
    }

    /**
     * The pooled rank test of n traps with N controls each: the rank sum has its exact null law (its normal one if n N is
     * large) and a normal law with exact moments under the alternative.
     *
     * @param alpha level in (0, 1)
     * @param controls N, at least 1
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve rankSum(double alpha, int controls) {
        Curve.requireAlpha(alpha);
        requireControls(controls);
        return new Curve(scale(), 1, LARGEST_TRAPS, (auc, traps) -> rankSum(auc, traps, controls, alpha));
    }

    private static double oneTrap(double auc, long controls, double alpha) {
        long rank = (long) Math.floor(alpha * (controls + 1) * (1 + 1e-12));
        if (rank < 1) {
            return 0;
        }
        double distance = Binormal.distance(auc);
        // F(x) = P(rank <= r | score x) rises from 0 to 1 around the quantile that r marks.
        double middle = NormalQuantile.ofUpper(rank / (controls + 1.0));
        double low = middle;
        while (logRankAtMost(rank, controls, low) > NEGLIGIBLE && low > middle - 40) {
            low -= 0.05;
        }
        double high = middle;
        while (IncompleteBeta.log1mExp(logRankAtMost(rank, controls, high)) > NEGLIGIBLE && high < middle + 40) {
            high += 0.05;
        }
        double from = Math.max(low, distance - 9);
        double to = Math.min(high, distance + 9);
        double beyond = Math.exp(LogTails.normalUpper(high - distance));
        if (from >= to) {
            return beyond;
        }
        double scale = 1 / Math.sqrt(2 * Math.PI);
        return Math.min(
                1,
                beyond
                        + GaussLegendre.integral(
                                x -> scale
                                        * Math.exp(-(x - distance) * (x - distance) / 2
                                                + logRankAtMost(rank, controls, x)),
                                from,
                                to,
                                8));
    }

    /** ln P(fewer than r of N controls lie above x) = ln I_{Phi(x)}(N - r + 1, r). */
    private static double logRankAtMost(long rank, long controls, double x) {
        double above = Math.exp(LogTails.normalUpper(x));
        double below = Math.exp(LogTails.normalUpper(-x));
        return IncompleteBeta.log(below, above, controls - rank + 1.0, (double) rank);
    }

    private static double rankSum(double auc, long traps, int controls, double alpha) {
        double nullSd = Math.sqrt(traps * (controls * (controls + 2.0)) / 12);
        double critical;
        if (traps * controls <= EXACT) {
            long sum = criticalSum((int) traps, controls, Math.log(alpha));
            if (sum < 0) {
                return 0;
            }
            critical = sum + 0.5;
        } else {
            critical = traps * (controls / 2.0) - NormalQuantile.ofUpper(alpha) * nullSd;
        }
        double mean = traps * (controls * (1 - auc));
        double h = Binormal.quantile(auc);
        double oneTrap = controls * (auc * (1 - auc) + (controls - 1) * Binormal.covariance(h, h, 0.5));
        return NormalPower.upper(mean - critical, Math.sqrt(traps * oneTrap));
    }

    /** The largest significant sum of the numbers of controls above their traps, -1 if there is none. */
    private static long criticalSum(int traps, int controls, double logAlpha) {
        int[] sizes = new int[traps];
        Arrays.fill(sizes, controls + 1);
        long low = -1;
        long high = (long) traps * controls;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (UniformSum.logLowerTail(sizes, middle) <= logAlpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static EffectScale scale() {
        return new EffectScale("AUC of a trap", 0, 0.5, 1, Alternative.GREATER);
    }

    private static void requireControls(long controls) {
        if (controls < 1) {
            throw new IllegalArgumentException("controls must be at least 1, got " + controls);
        }
    }
}
