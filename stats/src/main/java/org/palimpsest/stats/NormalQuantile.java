package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.Erfcx;

/** The normal quantile of a tail that is known by its logarithm. */
final class NormalQuantile {
    private static final double LOG_HALF = -Math.log(2);
    private static final int MAX_STEPS = 50;

    private NormalQuantile() {}

    /**
     * The z with ln P(Z &ge; z) = logUpper, by Newton's method on the logarithm of the tail. Full accuracy on both sides.
     *
     * @param logUpper natural logarithm of the upper tail, at most 0
     * @return minus infinity for 0
     */
    static double ofLogUpper(double logUpper) {
        if (logUpper == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return logUpper > LOG_HALF ? -positive(IncompleteBeta.log1mExp(logUpper)) : positive(logUpper);
    }

    /** The z with P(Z &ge; z) = upper, for a tail in (0, 1). */
    static double ofUpper(double upper) {
        return upper > 0.5 ? -positive(Math.log1p(-upper)) : positive(Math.log(upper));
    }

    /** For logs of at most ln(1/2). The log tail is concave and falls, so that from a start beyond the root every step falls. */
    private static double positive(double logUpper) {
        double z = Math.sqrt(Math.max(0, -2 * logUpper));
        for (int step = 0; step < MAX_STEPS; step++) {
            double mills = Erfcx.value(z / Math.sqrt(2)) * Math.sqrt(Math.PI / 2);
            double change = (LogTails.normalUpper(z) - logUpper) * mills;
            z += change;
            if (Math.abs(change) <= 2 * Math.ulp(Math.abs(z)) + 1e-17) {
                break;
            }
        }
        return z;
    }
}
