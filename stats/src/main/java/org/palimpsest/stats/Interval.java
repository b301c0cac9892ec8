package org.palimpsest.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A confidence interval.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least {@code low}
 * @param confidence chance in (0, 1) with which such intervals cover the true value
 */
public record Interval(double low, double high, double confidence) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if an end is not finite, the ends are in the wrong order or the confidence is not in
     *     (0, 1)
     */
    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("low and high must be finite and ordered, got " + low + " and " + high);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
    }

    /**
     * The exact interval for a rate (Clopper and Pearson 1934): covers the true rate with at least the stated confidence at
     * every n. The trials must be independent and the threshold that defines success fixed beforehand.
     *
     * @param successes observed successes in [0, n]
     * @param n number of trials, at least 1
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Interval clopperPearson(long successes, long n, double confidence) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException("successes must be in [0, " + n + "], got " + successes);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
        double tail = (1 - confidence) / 2;
        double failures = n - successes;
        double low = successes == 0
                ? 0
                : BetaDistribution.of((double) successes, failures + 1).inverseCumulativeProbability(tail);
        double high = successes == n
                ? 1
                : BetaDistribution.of(successes + 1.0, failures).inverseSurvivalProbability(tail);
        return new Interval(low, high, confidence);
    }

    /**
     * Whether the interval holds a value, ends included.
     *
     * @param value any number
     */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
