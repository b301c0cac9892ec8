package org.palimpsest.cli.power;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.PairedTTest;

/**
 * One number a seed, and what they say together: traps of a seed share a model, a corpus and controls, so a seed counts once.
 *
 * @param mean over seeds
 * @param low lower end of the 95 % interval of Student's t
 * @param high upper end
 * @param log10P that the mean is on the side of the alternative
 * @param positive seeds above 0
 * @param seeds how many
 */
public record SeedEffect(double mean, double low, double high, double log10P, int positive, int seeds) {
    private static final double UPPER = 0.975;

    /**
     * Sums up the numbers of at least two seeds; numbers that are all the same say nothing (p is 1).
     *
     * @param values one a seed
     * @param alternative on which side of 0 the mean is claimed
     * @return the sum
     */
    public static SeedEffect of(double[] values, Alternative alternative) {
        int n = values.length;
        if (n < 2) {
            throw new IllegalArgumentException("values must hold at least 2 seeds, got " + n);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half = TDistribution.of(n - 1.0).inverseCumulativeProbability(UPPER) * Math.sqrt(squares / (n - 1) / n);
        boolean same = Arrays.stream(values).distinct().count() < 2;
        double log10P = same
                ? 0
                : PairedTTest.withDefaults().with(alternative).test(values).log10PValue();
        int positive = (int) Arrays.stream(values).filter(v -> v > 0).count();
        return new SeedEffect(mean, mean - half, mean + half, log10P, positive, n);
    }
}
