package org.palimpsest.stats;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A way to draw data under a true null hypothesis and test them, to be repeated many times.
 *
 * @param test the class under test and its options, such as {@code SpearmanTest two-sided}
 * @param design how the data are drawn, such as {@code n = 8, three tied values}
 * @param pValue draws data from the stream and returns the p-value
 */
record NullExperiment(String test, String design, ToDoubleFunction<RandomGenerator> pValue) {
    private static final double CONFIDENCE = 0.999;

    /** Repeats the experiment, every run with its own stream, so that threads don't matter. */
    Rates run(int runs, long seed) {
        double[] p = IntStream.range(0, runs)
                .parallel()
                .mapToDouble(run -> pValue.applyAsDouble(RandomStream.of(seed, test + "/" + design + "/" + run)))
                .toArray();
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalStateException(test + ", " + design + ": p-value " + value);
            }
        }
        return new Rates(this, runs, count(p, 0.05), count(p, 0.01), count(p, 0.001));
    }

    private static int count(double[] p, double level) {
        int count = 0;
        for (double value : p) {
            count += value <= level ? 1 : 0;
        }
        return count;
    }

    /** How often a true null hypothesis was rejected. */
    record Rates(NullExperiment experiment, int runs, int at05, int at01, int at001) {
        /** The 99.9 % Clopper-Pearson interval of the rate at one level. */
        Interval interval(int rejections) {
            return Interval.clopperPearson(rejections, runs, CONFIDENCE);
        }

        /** Whether no rate lies above its level by more than sampling error. */
        boolean conservative() {
            return interval(at05).low() <= 0.05
                    && interval(at01).low() <= 0.01
                    && interval(at001).low() <= 0.001;
        }
    }
}
