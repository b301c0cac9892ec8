package org.palimpsest.stats;

import java.util.function.LongToDoubleFunction;

/** Sums the tail of a log-concave discrete law, starting from one mass and going away from the mode. */
final class LatticeTail {
    private static final double NEGLIGIBLE = 1e-17;

    private LatticeTail() {}

    /**
     * ln of the sum of {@code terms} masses. Ends early where the rest, bounded by a geometric series, cannot change the sum.
     * About 8 standard deviations of terms are added at most.
     *
     * @param logFirst ln of the first mass
     * @param terms number of masses from the first to the end of the support, at least 1
     * @param ratio maps i to mass i + 1 over mass i; below 1 and never increasing
     */
    static double logSum(double logFirst, long terms, LongToDoubleFunction ratio) {
        double sum = 1;
        double term = 1;
        for (long i = 0; i < terms - 1; i++) {
            double step = ratio.applyAsDouble(i);
            term *= step;
            sum += term;
            if (term * step <= NEGLIGIBLE * (1 - step) * sum) {
                break;
            }
        }
        return logFirst + Math.log(sum);
    }
}
