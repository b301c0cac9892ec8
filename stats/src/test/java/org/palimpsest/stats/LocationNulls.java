package org.palimpsest.stats;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Null experiments of the location tests: t tests on normal data, Mann-Whitney on anything. */
final class LocationNulls {
    private LocationNulls() {}

    static List<NullExperiment> all() {
        ToDoubleFunction<RandomGenerator> normal = RandomGenerator::nextGaussian;
        return List.of(
                welch("n = 5 and 5, normal", Alternative.TWO_SIDED, 5, 5, 1),
                welch("n = 10 and 40, normal, spread 1 and 3", Alternative.GREATER, 10, 40, 3),
                welch("n = 2 and 50, normal", Alternative.TWO_SIDED, 2, 50, 1),
                welch("n = 3 and 100, normal, spread 1 and 3", Alternative.TWO_SIDED, 3, 100, 3),
                welch("n = 100 and 100, normal", Alternative.LESS, 100, 100, 1),
                paired("n = 2, normal", Alternative.TWO_SIDED, 2),
                paired("n = 30, normal", Alternative.GREATER, 30),
                against("t greater", "m = 2, normal", Alternative.GREATER, 2, normal),
                against("t two-sided", "m = 9, normal", Alternative.TWO_SIDED, 9, normal),
                against("rank", "m = 19, exponential", Alternative.GREATER, 19, LocationNulls::exponential),
                mannWhitney("n = 4 and 5", Alternative.GREATER, 4, 5, normal),
                mannWhitney("n = 10 and 10, 3 distinct", Alternative.TWO_SIDED, 10, 10, r -> RandomStream.below(3, r)),
                mannWhitney("n = 15 and 20, heavy tails", Alternative.TWO_SIDED, 15, 20, LocationNulls::exponential),
                mannWhitney("n = 300 and 400", Alternative.TWO_SIDED, 300, 400, normal),
                mannWhitney(
                        "n = 300 and 400, 2 distinct", Alternative.GREATER, 300, 400, r -> RandomStream.below(2, r)),
                mannWhitney("n = 500 and 600, 97 % equal", Alternative.GREATER, 500, 600, LocationNulls::rare),
                mannWhitney("n = 60 and 1500, 97 % equal", Alternative.GREATER, 60, 1500, LocationNulls::rare),
                mannWhitney("n = 60 and 1500, 97 % equal", Alternative.LESS, 60, 1500, LocationNulls::rare),
                mannWhitney("n = 1500 and 60, 97 % equal", Alternative.LESS, 1500, 60, LocationNulls::rare),
                mannWhitney("n = 5 and 1500", Alternative.TWO_SIDED, 5, 1500, normal));
    }

    private static double exponential(RandomGenerator random) {
        return -Math.log1p(-random.nextDouble());
    }

    /** 0 in 97 of 100 cases. */
    private static double rare(RandomGenerator random) {
        return random.nextDouble() < 0.97 ? 0 : random.nextDouble();
    }

    private static double[] sample(int n, ToDoubleFunction<RandomGenerator> draw, RandomGenerator random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = draw.applyAsDouble(random);
        }
        return values;
    }

    private static NullExperiment welch(String design, Alternative alternative, int n, int m, double spread) {
        return new NullExperiment(
                "WelchTest " + alternative.label(),
                design,
                random -> WelchTest.withDefaults()
                        .with(alternative)
                        .test(Samples.normal(n, random), sample(m, r -> spread * r.nextGaussian(), random))
                        .pValue());
    }

    private static NullExperiment paired(String design, Alternative alternative, int n) {
        return new NullExperiment(
                "PairedTTest " + alternative.label(),
                design,
                random -> PairedTTest.withDefaults()
                        .with(alternative)
                        .test(Samples.normal(n, random))
                        .pValue());
    }

    private static NullExperiment against(
            String test, String design, Alternative alternative, int m, ToDoubleFunction<RandomGenerator> draw) {
        return new NullExperiment("OneAgainstManyTest " + test, design, random -> {
            OneAgainstManyTest.Result result = OneAgainstManyTest.withDefaults()
                    .with(alternative)
                    .test(draw.applyAsDouble(random), sample(m, draw, random));
            return (test.equals("rank") ? result.rank() : result.student()).pValue();
        });
    }

    private static NullExperiment mannWhitney(
            String design, Alternative alternative, int n, int m, ToDoubleFunction<RandomGenerator> draw) {
        MannWhitneyTest test = MannWhitneyTest.withDefaults().with(alternative).withRelabellings(199);
        return new NullExperiment(
                "MannWhitneyTest " + alternative.label(),
                design,
                random -> test.test(sample(n, draw, random), sample(m, draw, random))
                        .pValue());
    }
}
