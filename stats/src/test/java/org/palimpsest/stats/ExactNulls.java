package org.palimpsest.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Null experiments of hits, ranks, labels and signs for the calibration table. */
final class ExactNulls {
    private ExactNulls() {}

    static List<NullExperiment> all() {
        return List.of(
                experiment("BinomialTail", "n = 50, q = 0.1", random -> hits(50, 0.1, random)),
                experiment("BinomialTail", "n = 3, q = 0.3", random -> hits(3, 0.3, random)),
                experiment("HypergeometricTail", "20 of 100 published, 30 picked", random -> pool(100, 20, 30, random)),
                experiment("HypergeometricTail", "3 of 6 published, 3 picked", random -> pool(6, 3, 3, random)),
                experiment("GuessBound", "1 word of 20, 30 secrets, 1 to 5 guesses", random -> guesses(30, random)),
                experiment("GuessBound", "1 word of 20, 2 secrets, 1 to 5 guesses", random -> guesses(2, random)),
                experiment("RankTest", "99 controls", random -> rank(99, 1 << 30, random)),
                experiment("RankTest", "99 controls, 20 distinct scores", random -> rank(99, 20, random)),
                experiment("PooledRankTest", "20 traps, 49 controls", random -> pooled(20, 49, 1 << 30, random)),
                experiment("PooledRankTest", "20 traps, 49 controls, 9 distinct", random -> pooled(20, 49, 9, random)),
                experiment("PooledRankTest", "2 traps, 2 controls", random -> pooled(2, 2, 1 << 30, random)),
                labels("4 traps, 9 controls, all draws listed", Alternative.GREATER, 4, 9),
                labels("12 traps, 9 controls", Alternative.TWO_SIDED, 12, 9),
                experiment(
                        "TrapLabelTest greater",
                        "12 traps, 9 controls, Cauchy",
                        random -> label(
                                Alternative.GREATER, Traps.of(12, 9, r -> Math.tan(Math.PI * r.nextDouble()), random))),
                experiment(
                        "TrapLabelTest greater",
                        "6 traps, 4 controls, 3 distinct",
                        random -> label(Alternative.GREATER, Traps.of(6, 4, r -> RandomStream.below(3, r), random))),
                mean("n = 8, normal", Alternative.TWO_SIDED, 8, RandomGenerator::nextGaussian),
                mean("n = 20, Cauchy", Alternative.GREATER, 20, r -> Math.tan(Math.PI * r.nextDouble())),
                mean("n = 60, cubed normal", Alternative.TWO_SIDED, 60, r -> Math.pow(r.nextGaussian(), 3)),
                mean("n = 30, whole numbers -2 to 2", Alternative.LESS, 30, r -> RandomStream.below(5, r) - 2),
                signedRank("n = 8, normal", Alternative.GREATER, 8, RandomGenerator::nextGaussian),
                signedRank("n = 40, Cauchy", Alternative.TWO_SIDED, 40, r -> Math.tan(Math.PI * r.nextDouble())),
                signedRank("n = 25, -2 to 2, zeros", Alternative.TWO_SIDED, 25, r -> RandomStream.below(5, r) - 2));
    }

    private static NullExperiment experiment(String test, String design, ToDoubleFunction<RandomGenerator> pValue) {
        return new NullExperiment(test, design, pValue);
    }

    private static double hits(int n, double q, RandomGenerator random) {
        long hits = random.doubles(n).filter(u -> u < q).count();
        return BinomialTail.test("no hit", n, q, hits).pValue();
    }

    private static double pool(int pool, int published, int picked, RandomGenerator random) {
        int[] order = RandomStream.permutation(pool, random);
        long hits = Arrays.stream(order, 0, picked).filter(i -> i < published).count();
        return HypergeometricTail.test("independent", pool, published, picked, hits)
                .pValue();
    }

    private static double guesses(int secrets, RandomGenerator random) {
        long[] guesses = new long[secrets];
        Arrays.setAll(guesses, j -> 1 + j % 5);
        // A guesser who never repeats a word hits with chance B/V.
        int hits = 0;
        for (long count : guesses) {
            hits += RandomStream.below(20, random) < count ? 1 : 0;
        }
        return new GuessBound(20, 1).test(guesses, hits).pValue();
    }

    private static double rank(int controls, int distinct, RandomGenerator random) {
        return RankTest.withDefaults()
                .test(RandomStream.below(distinct, random), Samples.tied(controls, distinct, random))
                .pValue();
    }

    private static double pooled(int traps, int controls, int distinct, RandomGenerator random) {
        Traps scores = Traps.of(traps, controls, r -> RandomStream.below(distinct, r), random);
        return PooledRankTest.withDefaults()
                .test(scores.observed(), scores.controls())
                .pValue();
    }

    private static NullExperiment labels(String design, Alternative alternative, int traps, int controls) {
        return experiment(
                "TrapLabelTest " + alternative.label(),
                design,
                random -> label(alternative, Traps.of(traps, controls, RandomGenerator::nextGaussian, random)));
    }

    private static double label(Alternative alternative, Traps traps) {
        return TrapLabelTest.withDefaults()
                .with(alternative)
                .withDraws(999)
                .test(traps.observed(), traps.controls())
                .pValue();
    }

    private static NullExperiment mean(
            String design, Alternative alternative, int n, ToDoubleFunction<RandomGenerator> draw) {
        return flip(SignFlipTest.Statistic.MEAN, design, alternative, n, draw);
    }

    private static NullExperiment signedRank(
            String design, Alternative alternative, int n, ToDoubleFunction<RandomGenerator> draw) {
        return flip(SignFlipTest.Statistic.SIGNED_RANK, design, alternative, n, draw);
    }

    private static NullExperiment flip(
            SignFlipTest.Statistic statistic,
            String design,
            Alternative alternative,
            int n,
            ToDoubleFunction<RandomGenerator> draw) {
        SignFlipTest test =
                SignFlipTest.withDefaults().with(statistic).with(alternative).withFlips(999);
        return experiment(
                "SignFlipTest " + statistic + " " + alternative.label(),
                design,
                random -> test.test(random.doubles(n)
                                .map(u -> draw.applyAsDouble(random))
                                .toArray())
                        .pValue());
    }

    /** Scores of traps with nothing published. */
    @SuppressWarnings("ArrayRecordComponent") // made here, read once
    private record Traps(double[] observed, double[][] controls) {
        static Traps of(int traps, int controls, ToDoubleFunction<RandomGenerator> draw, RandomGenerator random) {
            double[] observed = new double[traps];
            double[][] others = new double[traps][controls];
            for (int j = 0; j < traps; j++) {
                // Traps differ in scale and level.
                double level = j;
                double scale = 1 + j % 4;
                observed[j] = level + scale * draw.applyAsDouble(random);
                Arrays.setAll(others[j], c -> level + scale * draw.applyAsDouble(random));
            }
            return new Traps(observed, others);
        }
    }
}
