package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Null experiments for the calibration table: Kendall's tau and the permutation test. */
final class RankNulls {
    private static final int[] PAIRS = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};

    private RankNulls() {}

    static List<NullExperiment> all() {
        List<NullExperiment> all = new ArrayList<>();
        for (Alternative alternative : Alternative.values()) {
            kendall(all, alternative);
            permutation(all, alternative);
        }
        return all;
    }

    private static void kendall(List<NullExperiment> all, Alternative alternative) {
        KendallTest test = KendallTest.withDefaults().with(alternative);
        String name = "KendallTest " + alternative.label();
        for (int n : new int[] {3, 5, 12, 40, 200}) {
            all.add(new NullExperiment(
                    name,
                    "n = " + n + ", no ties",
                    random -> test.test(Samples.positions(n), Samples.normal(n, random))
                            .pValue()));
        }
        all.add(new NullExperiment(
                name,
                "n = 30, heavy tails",
                random -> test.test(Samples.positions(30), cauchy(30, random)).pValue()));
        for (int n : new int[] {6, 25, 250}) {
            all.add(new NullExperiment(
                    name,
                    "n = " + n + ", four values in y",
                    random -> test.test(Samples.positions(n), shuffled(levels(n, 4, 1), random))
                            .pValue()));
        }
        all.add(new NullExperiment(
                name,
                "n = 5, three values in both",
                random -> test.test(levels(5, 3, 1), shuffled(levels(5, 3, 1), random))
                        .pValue()));
        for (int n : new int[] {31, 60, 300}) {
            for (int distinct : new int[] {2, 3, 10}) {
                all.add(new NullExperiment(
                        name,
                        "n = " + n + ", " + distinct + " values in both",
                        random -> test.test(levels(n, distinct, 1), shuffled(levels(n, distinct, 1), random))
                                .pValue()));
            }
        }
        for (double power : new double[] {2, 3}) {
            all.add(new NullExperiment(
                    name,
                    "n = 300, ten values in both, small ones common (power " + power + ")",
                    random -> test.test(levels(300, 10, power), shuffled(levels(300, 10, power), random))
                            .pValue()));
        }
        all.add(new NullExperiment(
                name,
                "n = 400, one in ten against one in three",
                random -> test.test(marked(400, 40), shuffled(marked(400, 133), random))
                        .pValue()));
    }

    private static void permutation(List<NullExperiment> all, Alternative alternative) {
        PermutationTest test = PermutationTest.withDefaults().with(alternative).withPermutations(999);
        String name = "PermutationTest " + alternative.label();
        for (int n : new int[] {3, 5, 30}) {
            all.add(new NullExperiment(
                    name,
                    "Spearman, n = " + n + ", no ties",
                    random -> test.withSeed(random.nextLong())
                            .spearman(Samples.positions(n), Samples.normal(n, random))
                            .test()
                            .pValue()));
        }
        all.add(new NullExperiment(
                name,
                "Spearman, n = 12, three values in both",
                random -> test.withSeed(random.nextLong())
                        .spearman(levels(12, 3, 1), shuffled(levels(12, 3, 1), random))
                        .test()
                        .pValue()));
        all.add(new NullExperiment(
                name,
                "Spearman, all orders, n = 6, ties",
                random -> test.with(PermutationTest.Orders.ALL_IF_FEW)
                        .spearman(Samples.positions(6), shuffled(levels(6, 4, 1), random))
                        .test()
                        .pValue()));
        // Both series rise from block to block; only the order inside the blocks is random.
        all.add(new NullExperiment(
                name,
                "Spearman, seven blocks of two, all orders",
                random -> test.with(PermutationTest.Orders.ALL_IF_FEW)
                        .withBlocks(PAIRS)
                        .spearman(Samples.positions(14), rising(random))
                        .test()
                        .pValue()));
        all.add(new NullExperiment(
                name,
                "Spearman, seven blocks of two, random orders",
                random -> test.withSeed(random.nextLong())
                        .withBlocks(PAIRS)
                        .spearman(Samples.positions(14), rising(random))
                        .test()
                        .pValue()));
        all.add(new NullExperiment(name, "sum of products, n = 15, heavy tails", random -> {
            double[] x = cauchy(15, random);
            double[] y = cauchy(15, random);
            return test.withPermutations(199)
                    .withSeed(random.nextLong())
                    .test(
                            15,
                            order -> IntStream.range(0, 15)
                                    .mapToDouble(i -> x[i] * y[order[i]])
                                    .sum())
                    .test()
                    .pValue();
        }));
    }

    private static double[] rising(RandomGenerator random) {
        return IntStream.of(PAIRS)
                .mapToDouble(block -> 3 * block + random.nextGaussian())
                .toArray();
    }

    private static double[] cauchy(int n, RandomGenerator random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.tan(Math.PI * (random.nextDouble() - 0.5)))
                .toArray();
    }

    /** Values 0..distinct-1, equally common for power 1, the small ones more common for larger powers. */
    private static double[] levels(int n, int distinct, double power) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.floor(distinct * Math.pow((double) i / n, power)))
                .toArray();
    }

    private static double[] marked(int n, int ones) {
        double[] values = new double[n];
        Arrays.fill(values, 0, ones, 1);
        return values;
    }

    private static double[] shuffled(double[] values, RandomGenerator random) {
        return IntStream.of(RandomStream.permutation(values.length, random))
                .mapToDouble(i -> values[i])
                .toArray();
    }
}
