package org.palimpsest.stats;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The power of any test, by simulation: data with a known effect are drawn many times, and rejections are counted.
 *
 * <p>Every run has its own stream of random numbers, the same for every effect and sample size, so that results depend on the
 * seed alone and curves are smooth where the drawn data are. With 1,000 runs a power of .9 is known to about .02.
 */
public final class SimulatedPower {
    private static final SimulatedPower DEFAULTS = new SimulatedPower(1_000, 0, 0.95, 1e-3);

    private final int runs;
    private final long seed;
    private final double confidence;
    private final double precision;

    private SimulatedPower(int runs, long seed, double confidence, double precision) {
        this.runs = runs;
        this.seed = seed;
        this.confidence = confidence;
        this.precision = precision;
    }

    /** 1,000 runs with seed 0, intervals of 95 %, effects searched to 0.1 %. */
    public static SimulatedPower withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same simulation with another number of runs.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public SimulatedPower withRuns(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("runs must be at least 1, got " + count);
        }
        return new SimulatedPower(count, seed, confidence, precision);
    }

    /**
     * The same simulation with other random numbers.
     *
     * @param chosen any number
     */
    public SimulatedPower withSeed(long chosen) {
        return new SimulatedPower(runs, chosen, confidence, precision);
    }

    /**
     * The same simulation with other intervals.
     *
     * @param chosen confidence in (0, 1)
     * @throws IllegalArgumentException if it is outside its range
     */
    public SimulatedPower withConfidence(double chosen) {
        if (!(chosen > 0 && chosen < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + chosen);
        }
        return new SimulatedPower(runs, seed, chosen, precision);
    }

    /**
     * The same simulation with effects searched to another precision.
     *
     * @param relative width of the last bracket over the effect, in (0, 1)
     * @throws IllegalArgumentException if it is outside its range
     */
    public SimulatedPower withPrecision(double relative) {
        if (!(relative > 0 && relative < 1)) {
            throw new IllegalArgumentException("precision must be in (0, 1), got " + relative);
        }
        return new SimulatedPower(runs, seed, confidence, relative);
    }

    /**
     * The power at one effect and sample size, with its interval.
     *
     * @param experiment draws data and tests them
     * @param effect passed to the experiment
     * @param n passed to the experiment
     * @param alpha level in (0, 1)
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public PowerEstimate estimate(Experiment experiment, double effect, long n, double alpha) {
        double log10Alpha = Math.log10(Curve.requireAlpha(alpha));
        long rejections = IntStream.range(0, runs)
                .parallel()
                .filter(run -> experiment.log10P(effect, n, RandomStream.of(seed, "power/" + run)) <= log10Alpha)
                .count();
        return new PowerEstimate(
                (double) rejections / runs, Interval.clopperPearson(rejections, runs, confidence), runs);
    }

    /**
     * The simulated curve, for sample sizes and detectable effects by bisection.
     *
     * @param experiment draws data and tests them
     * @param scale what an effect is; its values reach the experiment
     * @param alpha level in (0, 1)
     * @param smallestN smallest sample size that the experiment takes, at least 1
     * @param largestN largest sample size to look at
     * @throws IllegalArgumentException if alpha or the sample sizes are outside their range
     */
    public PowerCurve curve(Experiment experiment, EffectScale scale, double alpha, long smallestN, long largestN) {
        Curve.requireAlpha(alpha);
        if (smallestN < 1 || largestN < smallestN) {
            throw new IllegalArgumentException(
                    "smallestN must be in [1, largestN], got " + smallestN + " and " + largestN);
        }
        return new Simulation(this, experiment, scale, alpha, smallestN, largestN);
    }

    /** Draws data with an effect and tests them. */
    public interface Experiment {
        /**
         * One run; called from several threads at once.
         *
         * @param effect true effect
         * @param n sample size
         * @param random where all random numbers come from
         * @return base-10 logarithm of the p-value (of 1/e for an e-value)
         */
        double log10P(double effect, long n, RandomGenerator random);
    }

    private record Simulation(
            SimulatedPower simulator,
            Experiment experiment,
            EffectScale scale,
            double alpha,
            long smallestN,
            long largestN)
            implements PowerCurve {
        @Override
        public double at(double effect, long n) {
            return simulator.estimate(experiment, effect, n, alpha).power();
        }

        @Override
        public double precision() {
            return simulator.precision;
        }
    }
}
