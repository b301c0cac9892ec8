package org.palimpsest.stats;

/**
 * The lower tail of a sum of independent uniforms by numerical inversion of its characteristic function, for sums too long to
 * convolve.
 *
 * <p>Under the law tilted by theta &lt; 0, {@code P(S <= s) = M(theta) e^(-theta s) (1/2 pi) integral of
 * phi(t) e^(-i t s) / (1 - e^(theta + i t)) dt} over one period. The trapezoid rule with spacing {@code 2 pi / N} is exact up
 * to the mass that N wraps around. With N = 60 standard deviations and theta at most -1.2 over the standard deviation that mass
 * is below e^-48 of the whole, because the law is log-concave. The sum ends once an envelope of |phi| that only falls bounds
 * the rest below 1e-17 of it. What remains is rounding: about 1e-12 of p. So the result is exact in the sense of the direct
 * convolution, at a cost of about 100 evaluations for every distinct size.
 */
final class UniformSumContour {
    private static final double NEGLIGIBLE = 1e-17;
    private static final double DEVIATIONS = 60;
    private static final double LEAST_TILT = 1.2;

    private final int[] sizes;
    private final int[] counts;
    private final double theta;
    /** The sum minus its mean under H0. */
    private final double centred;

    /**
     * Prepares the tail at a sum below the mean.
     *
     * @param sizes distinct sizes, each at least 2
     * @param counts how many terms have each size
     * @param centred s minus the mean, below 0, with s at least 1
     */
    UniformSumContour(int[] sizes, int[] counts, double centred) {
        this.sizes = sizes;
        this.counts = counts;
        this.centred = centred;
        double saddle = saddle();
        theta = Math.min(saddle, -LEAST_TILT / Math.sqrt(variance(saddle)));
    }

    /** ln P(sum &le; s). */
    double logLowerTail() {
        double points = Math.ceil(DEVIATIONS * Math.sqrt(variance(theta))) + 64;
        points += 1 - points % 2;
        double pole = -Math.expm1(theta);
        double total = 1 / pole;
        double half = (points - 1) / 2;
        for (double k = 1; k <= half; k++) {
            double t = 2 * Math.PI * k / points;
            total += 2 * integrand(t);
            if (Math.exp(logEnvelope(t)) * (half - k) <= NEGLIGIBLE * pole * Math.abs(total)) {
                break;
            }
        }
        return logMoment(theta) - theta * centred + Math.log(total / points);
    }

    /** The real part of {@code phi(t) e^(-i t s) / (1 - e^(theta + i t))}. */
    private double integrand(double t) {
        double logSize = 0;
        double angle = -t * centred;
        for (int i = 0; i < sizes.length; i++) {
            logSize += counts[i] * (logModulus(sizes[i] * theta / 2, sizes[i] * t / 2) - logModulus(theta / 2, t / 2));
            angle += counts[i] * (angle(sizes[i] * theta / 2, sizes[i] * t / 2) - angle(theta / 2, t / 2));
        }
        double size = Math.exp(logSize);
        double ratio = Math.exp(theta);
        double real = 1 - ratio * Math.cos(t);
        double imaginary = -ratio * Math.sin(t);
        return size * (Math.cos(angle) * real + Math.sin(angle) * imaginary) / (real * real + imaginary * imaginary);
    }

    /** ln |sinh(a + ib) / sinh(a)|. */
    private static double logModulus(double a, double b) {
        double r = Math.sin(b) / Math.sinh(a);
        return 0.5 * Math.log1p(r * r);
    }

    /** arg(sinh(a + ib) / sinh(a)). */
    private static double angle(double a, double b) {
        return Math.atan2(Math.sin(b) / Math.tanh(a), Math.cos(b));
    }

    /** ln of a bound of |phi(t)| that never rises on [0, pi]. */
    private double logEnvelope(double t) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += counts[i]
                    * Math.min(0, logModulus(sizes[i] * theta / 2, Math.PI / 2) - logModulus(theta / 2, t / 2));
        }
        return sum;
    }

    /** ln of the mean of e^(theta (S - mean)) under H0. */
    private double logMoment(double tilt) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double size = sizes[i];
            double ratio = Math.expm1(size * tilt) / Math.expm1(tilt) / size;
            sum += counts[i] * (Math.log(ratio) - tilt * (size - 1) / 2);
        }
        return sum;
    }

    /** The theta below 0 at which the tilted mean is s, by bisection. */
    private double saddle() {
        double low = -1e-9;
        while (centredMean(low) > centred) {
            low *= 2;
        }
        double high = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (centredMean(middle) > centred) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private double centredMean(double tilt) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double size = sizes[i];
            sum += counts[i]
                    * (Math.abs(tilt) * size < 1e-3
                            ? tilt * (size * size - 1) / 12
                            : (size / Math.tanh(size * tilt / 2) - 1 / Math.tanh(tilt / 2)) / 2);
        }
        return sum;
    }

    private double variance(double tilt) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double size = sizes[i];
            double one = 2 * Math.sinh(tilt / 2);
            double all = 2 * Math.sinh(size * tilt / 2) / size;
            sum += counts[i]
                    * (Math.abs(tilt) * size < 1e-2 ? (size * size - 1) / 12 : 1 / (one * one) - 1 / (all * all));
        }
        return sum;
    }
}
