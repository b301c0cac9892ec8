package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.LogBeta;

/** The regularised incomplete beta function I_x(a, b) in log space, accurate where the value itself underflows. */
final class IncompleteBeta {
    private static final int MAX_TERMS = 1_000_000;
    private static final double TINY = 1e-300;

    private IncompleteBeta() {}

    /**
     * The natural logarithm of I_x(a, b), from the continued fraction on whichever side converges fast.
     *
     * @param x argument in [0, 1]
     * @param y its complement 1 - x, given so that neither loses digits near 0
     * @param a first parameter, above 0
     * @param b second parameter, above 0
     * @return ln I_x(a, b), at most 0; minus infinity for x = 0
     */
    static double log(double x, double y, double a, double b) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (y == 0) {
            return 0;
        }
        if (x < (a + 1) / (a + b + 2)) {
            return Math.min(0, logFraction(x, y, a, b));
        }
        return log1mExp(logFraction(y, x, b, a));
    }

    /** ln(1 - e^u) for u at most 0. */
    static double log1mExp(double u) {
        if (u >= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return u > -Math.log(2) ? Math.log(-Math.expm1(u)) : Math.log1p(-Math.exp(u));
    }

    private static double logFraction(double x, double y, double a, double b) {
        double logX = x > 0.5 ? Math.log1p(-y) : Math.log(x);
        double logY = y > 0.5 ? Math.log1p(-x) : Math.log(y);
        return a * logX + b * logY - Math.log(a) - LogBeta.value(a, b) + Math.log(fraction(x, a, b));
    }

    /** The continued fraction of Abramowitz and Stegun 26.5.8 by the modified Lentz algorithm. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / awayFromZero(1 + even * d);
            c = awayFromZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / awayFromZero(1 + odd * d);
            c = awayFromZero(1 + odd / c);
            double step = d * c;
            value *= step;
            if (Math.abs(step - 1) <= Math.ulp(1.0)) {
                return value;
            }
        }
        throw new ArithmeticException("incomplete beta did not converge for x = " + x + ", a = " + a + ", b = " + b);
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
