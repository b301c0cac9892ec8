package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Natural logarithms of discrete masses in the saddle-point form of Loader (2000): sums of deviances and Stirling errors in
 * place of differences of log factorials, so that no digits cancel when n is large.
 *
 * <p>The absolute error is about 1e-16 times the distance from the mean, so a relative error of the mass below 1e-10 at
 * n = 1e9.
 */
final class LogMass {
    private static final double TWO_PI = 2 * Math.PI;
    /** From here on the asymptotic series of the Stirling error has full accuracy. */
    private static final double SERIES_FROM = 16;

    private LogMass() {}

    /** ln P(Bin(n, q) = k), k in [0, n], q in (0, 1). */
    static double binomial(long k, long n, double q) {
        if (k == 0) {
            return n * Math.log1p(-q);
        }
        if (k == n) {
            return n * Math.log(q);
        }
        double rest = (double) n - k;
        return stirlingError((double) n)
                - stirlingError((double) k)
                - stirlingError(rest)
                - deviance((double) k, n * q)
                - deviance(rest, n * (1 - q))
                + 0.5 * Math.log(n / (TWO_PI * k * rest));
    }

    /**
     * ln P(k of the drawn are marked) for a draw of {@code drawn} without replacement from {@code population} of which
     * {@code marked} are marked; both above 0 and below the population, k within its support.
     */
    static double hypergeometric(long k, long drawn, long marked, long population) {
        double q = (double) drawn / population;
        return binomial(k, marked, q) + binomial(drawn - k, population - marked, q) - binomial(drawn, population, q);
    }

    /** {@code x ln(x/mean) + mean - x}, without cancellation where x is near the mean. */
    private static double deviance(double x, double mean) {
        double difference = x - mean;
        if (Math.abs(difference) >= 0.1 * (x + mean)) {
            return x * Math.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double power = 2 * x * v;
        for (int odd = 3; ; odd += 2) {
            power *= v * v;
            double next = sum + power / odd;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }

    /** {@code ln n! - ((n + 1/2) ln n - n + ln(2 pi)/2)}, for n at least 1. */
    private static double stirlingError(double n) {
        if (n < SERIES_FROM) {
            return LogGamma.value(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(TWO_PI);
        }
        double r = 1 / (n * n);
        return (1 / 12.0
                        - r * (1 / 360.0 - r * (1 / 1260.0 - r * (1 / 1680.0 - r * (1 / 1188.0 - r * 691 / 360360.0)))))
                / n;
    }
}
