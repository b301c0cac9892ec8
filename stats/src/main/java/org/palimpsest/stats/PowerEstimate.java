package org.palimpsest.stats;

/**
 * A simulated power.
 *
 * @param power share of runs that rejected, in [0, 1]
 * @param interval the Clopper-Pearson interval of the power
 * @param runs number of runs, at least 1
 */
public record PowerEstimate(double power, Interval interval, int runs) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the power lies outside the interval or there are no runs
     */
    public PowerEstimate {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, got " + runs);
        }
        if (!interval.contains(power)) {
            throw new IllegalArgumentException(
                    "power must be in [" + interval.low() + ", " + interval.high() + "], got " + power);
        }
    }
}
