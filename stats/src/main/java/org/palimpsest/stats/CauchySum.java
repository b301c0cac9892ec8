package org.palimpsest.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean of Cauchy scores {@code cot(pi p)} of p-values, and the worst chance of so large a mean.
 *
 * <p>A mean that overflows is held by its logarithm.
 */
final class CauchySum {
    private static final double LN_10 = Math.log(10);
    private static final double LN_PI = Math.log(Math.PI);
    /** From here on the Cauchy tail is 1/(pi x) to the last digit. */
    private static final double FAR = 1e9;

    private static final double LN_FAR = Math.log(FAR);
    private static final int MAX_STEPS = 200;

    /** ln of the mean where it is far out, else unused. */
    private final double logMean;

    private final double mean;

    private CauchySum(double logMean, double mean) {
        this.logMean = logMean;
        this.mean = mean;
    }

    /** Of p-values by their base-10 logarithms, at least one; a p-value of 1 makes the mean minus infinity. */
    static CauchySum of(double[] log10P) {
        int m = log10P.length;
        double[] positive = new double[m];
        double[] negative = new double[m];
        for (int i = 0; i < m; i++) {
            double logP = log10P[i] * LN_10;
            boolean small = logP <= -Math.log(2);
            positive[i] = small ? logCotangent(logP) : Double.NEGATIVE_INFINITY;
            negative[i] = small ? Double.NEGATIVE_INFINITY : logCotangent(IncompleteBeta.log1mExp(logP));
            if (negative[i] == Double.POSITIVE_INFINITY) {
                return new CauchySum(Double.NaN, Double.NEGATIVE_INFINITY);
            }
        }
        double[] weights = LogSums.equalWeights(m);
        double up = LogSums.weighted(positive, weights, Math.E);
        double down = LogSums.weighted(negative, weights, Math.E);
        if (up > down) {
            double logMean = up + IncompleteBeta.log1mExp(down - up);
            return new CauchySum(logMean, Math.exp(logMean));
        }
        return up == down
                ? new CauchySum(Double.NaN, 0)
                : new CauchySum(Double.NaN, -Math.exp(down + IncompleteBeta.log1mExp(up - down)));
    }

    /** ln cot(pi p) for p at most 1/2. */
    private static double logCotangent(double logP) {
        double angle = Math.PI * Math.exp(logP);
        return angle < 1e-9 ? -LN_PI - logP : -Math.log(Math.tan(angle));
    }

    /** The mean, held within the range of a double. */
    double mean() {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, mean));
    }

    private boolean isFar() {
        return logMean > LN_FAR;
    }

    /** ln P(X &ge; mean) of one Cauchy variable, the law of the mean of independent ones. */
    double logTail() {
        if (isFar()) {
            return -LN_PI - logMean;
        }
        return mean >= 0 ? Math.log(upper(mean)) : Math.log1p(-upper(-mean));
    }

    /**
     * ln of a bound on P(mean of m Cauchy variables &ge; this mean) over every dependence between them: the least, over r below
     * the mean, of {@code m / (s - m r) * integral of P(X >= x) over [r, s - (m - 1) r]}, s = m mean (Embrechts and Puccetti
     * 2006, the dual bound).
     */
    double logWorstTail(int m) {
        if (m == 1) {
            return logTail();
        }
        if (isFar()) {
            return Math.min(0, -LN_PI - logMean + Math.log(paretoFactor(m)));
        }
        if (m == 2) {
            // The least is the limit r -> mean.
            return Math.min(0, Math.log(2) + logTail());
        }
        // r = mean - gap: any gap above 0 gives a bound.
        double least = 1;
        double bestLogGap = 0;
        for (double logGap = -10; logGap <= 40; logGap += 0.5) {
            double bound = dualBound(m, Math.exp(logGap));
            if (bound < least) {
                least = bound;
                bestLogGap = logGap;
            }
        }
        if (least == 1) {
            return 0;
        }
        double best = least(logGap -> dualBound(m, Math.exp(logGap)), bestLogGap - 0.5, bestLogGap + 0.5);
        return Math.min(0, Math.log(best));
    }

    /** {@code (G(mean + (m - 1) gap) - G(mean - gap)) / gap}, G the integral of the Cauchy tail. */
    private double dualBound(int m, double gap) {
        return (tailIntegral(mean + (m - 1) * gap) - tailIntegral(mean - gap)) / gap;
    }

    /** An antiderivative of the upper tail of the Cauchy law. */
    private static double tailIntegral(double x) {
        return x * (x >= 0 ? upper(x) : 1 - upper(-x)) + Math.log1p(x * x) / (2 * Math.PI);
    }

    private static double upper(double x) {
        return Math.atan2(1, x) / Math.PI;
    }

    /**
     * The factor by which the harmonic mean of m p-values must be multiplied to be valid under every dependence: the least of
     * {@code ln((1 - (m - 1) r) / r) / (1 - m r)} over r in (0, 1/m), by the same dual bound for the law with tail 1/x. It is 1
     * for m = 1, 2 for m = 2 and grows like ln m (Vovk and Wang 2020).
     */
    static double paretoFactor(int m) {
        if (m <= 2) {
            return m;
        }
        // r = 1 / (m + e^u), which spreads out the end near 0.
        return least(
                u -> {
                    double odds = Math.exp(u);
                    return Math.log1p(odds) * (m + odds) / odds;
                },
                -3,
                Math.log(m) + 5);
    }

    /** The least value of a function with one minimum on an interval, by golden sections. */
    private static double least(DoubleUnaryOperator f, double low, double high) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double a = high - ratio * (high - low);
        double b = low + ratio * (high - low);
        double atA = f.applyAsDouble(a);
        double atB = f.applyAsDouble(b);
        for (int step = 0; step < MAX_STEPS && high - low > 1e-9; step++) {
            if (atA < atB) {
                high = b;
                b = a;
                atB = atA;
                a = high - ratio * (high - low);
                atA = f.applyAsDouble(a);
            } else {
                low = a;
                a = b;
                atA = atB;
                b = low + ratio * (high - low);
                atB = f.applyAsDouble(b);
            }
        }
        return Math.min(atA, atB);
    }
}
