package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Upper tails of the standard laws as natural logarithms, accurate where the tail itself underflows or rounds to 1. */
final class LogTails {
    /** Where a tail is still far from underflow and the linear function keeps all its digits. */
    private static final double SAFE = 1e-280;

    private static final int MAX_TERMS = 1_000_000;
    private static final double TINY = 1e-300;

    private LogTails() {}

    /** ln P(Z &ge; z) of the standard normal law. */
    static double normalUpper(double z) {
        double scaled = z / Math.sqrt(2);
        if (z <= 0) {
            return Math.log1p(-Erfc.value(-scaled) / 2);
        }
        return Math.log(Erfcx.value(scaled) / 2) - scaled * scaled;
    }

    /**
     * ln P(T &ge; t) of Student's law.
     *
     * @param df degrees of freedom, above 0, not necessarily whole
     */
    static double studentUpper(double t, double df) {
        double square = t * t;
        double logHalf = IncompleteBeta.log(df / (df + square), square / (df + square), df / 2, 0.5) - Math.log(2);
        return t >= 0 ? logHalf : IncompleteBeta.log1mExp(logHalf);
    }

    /**
     * ln P(X &ge; x) of the chi-squared law, x at least 0.
     *
     * @param df degrees of freedom, above 0
     */
    static double chiSquaredUpper(double x, double df) {
        double a = df / 2;
        double half = x / 2;
        double upper = RegularizedGamma.Q.value(a, half);
        if (upper > 0.5) {
            return Math.log1p(-RegularizedGamma.P.value(a, half));
        }
        if (upper > SAFE) {
            return Math.log(upper);
        }
        return a * Math.log(half) - half - LogGamma.value(a) + Math.log(gammaFraction(a, half));
    }

    /** The continued fraction of Gamma(a, x) / (x^a e^-x) by the modified Lentz algorithm, for x well above a. */
    private static double gammaFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int i = 1; i <= MAX_TERMS; i++) {
            double term = -i * (i - a);
            b += 2;
            d = 1 / awayFromZero(term * d + b);
            c = awayFromZero(b + term / c);
            double step = c * d;
            value *= step;
            if (Math.abs(step - 1) <= Math.ulp(1.0)) {
                return value;
            }
        }
        throw new ArithmeticException("incomplete gamma did not converge for a = " + a + ", x = " + x);
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
