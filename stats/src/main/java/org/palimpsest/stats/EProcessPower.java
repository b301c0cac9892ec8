package org.palimpsest.stats;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the betting of {@link EProcess} earns, by simulation of normal scores that rise or fall along a straight line with a given
 * correlation of score and position.
 */
public final class EProcessPower {
    private static final double SPREAD = Math.sqrt(12);

    private final Alternative alternative;

    private EProcessPower(Alternative alternative) {
        this.alternative = alternative;
    }

    /**
     * For one side of the e-process.
     *
     * @param alternative the side on which it bets
     */
    public static EProcessPower of(Alternative alternative) {
        return new EProcessPower(alternative);
    }

    /**
     * The mean of log10 E, which is nearly linear in n once the betting has found its stake. O(runs n log n).
     *
     * @param correlation true correlation of score and position, in (-1, 1)
     * @param n number of scores, at least 2
     * @param runs number of simulated series, at least 1
     * @param seed any number
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double expectedLog10E(double correlation, int n, int runs, long seed) {
        requireCorrelation(correlation);
        if (n < 2) {
            throw new IllegalArgumentException("n must be at least 2, got " + n);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1, got " + runs);
        }
        double[] log10E = IntStream.range(0, runs)
                .parallel()
                .mapToDouble(run -> log10E(correlation, n, RandomStream.of(seed, "growth/" + run)))
                .toArray();
        double sum = 0;
        for (double value : log10E) {
            sum += value;
        }
        return sum / runs;
    }

    /**
     * The chance that the final log10 E reaches a target, as a curve for {@link PowerPlan}: the test that rejects where
     * {@code E >= 10^target}, of level 10^-target. n counts scores.
     *
     * @param simulator how to simulate
     * @param targetLog10E wanted log10 E, above 0 and at most 300
     * @param largestN largest number of scores to look at, at least 2
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public PowerCurve reaching(SimulatedPower simulator, double targetLog10E, int largestN) {
        if (!(targetLog10E > 0 && targetLog10E <= 300)) {
            throw new IllegalArgumentException("targetLog10E must be in (0, 300], got " + targetLog10E);
        }
        return simulator.curve(
                (correlation, n, random) -> EValue.toP(log10E(correlation, (int) n, random)),
                new EffectScale("correlation of score and position", -0.999, 0, 0.999, alternative),
                Math.pow(10, -targetLog10E),
                2,
                largestN);
    }

    private double log10E(double correlation, int n, RandomGenerator random) {
        requireCorrelation(correlation);
        double slope = SPREAD * correlation / Math.sqrt((1 - correlation) * (1 + correlation));
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = slope * i / n + random.nextGaussian();
        }
        return EProcess.withDefaults().with(alternative).matchedPairs(scores).log10E();
    }

    private static void requireCorrelation(double correlation) {
        if (!(Math.abs(correlation) < 1)) {
            throw new IllegalArgumentException("correlation must be in (-1, 1), got " + correlation);
        }
    }
}
