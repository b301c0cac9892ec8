package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
    private static final double[] X = {1, 2, 2, 4, 5, 6};
    private static final double[] Y = {2, 1, 3, 3, 6, 5};
    /** Doubled centred rank products under seed 9; they change only if seeds get another meaning. */
    private static final int[] PINNED = {-21, 30, 16, -21, 12, -44, -26, -59};

    @Test
    void estimatesTheShareOfAllOrders() {
        double observed = SpearmanTest.correlation(X, Y);
        List<double[]> orders = new ArrayList<>();
        allOrders(Y.clone(), 0, orders);
        assertThat(orders).hasSize(720);
        for (Alternative alternative : Alternative.values()) {
            double exact = orders.stream()
                            .mapToDouble(y -> SpearmanTest.correlation(X, y))
                            .filter(rho -> switch (alternative) {
                                case TWO_SIDED -> Math.abs(rho) >= observed - 1e-9;
                                case GREATER -> rho >= observed - 1e-9;
                                case LESS -> rho <= observed + 1e-9;
                            })
                            .count()
                    / 720.0;
            PermutationTest.Result result = PermutationTest.withDefaults()
                    .with(alternative)
                    .withPermutations(20_000)
                    .withSeed(5)
                    .spearman(X, Y);
            assertThat(Interval.clopperPearson(result.exceedances(), 20_000, 0.9999)
                            .contains(exact))
                    .as("%s: %s of 20000, exactly %s", alternative, result.exceedances(), exact)
                    .isTrue();
            assertThat(result.test().pValue()).isEqualTo((1 + result.exceedances()) / 20_001.0);
            assertThat(result.test().statistic()).isEqualTo(observed);
            assertThat(result.test().method()).isEqualTo(PValueMethod.PERMUTATION);
            assertThat(result.test().n()).isEqualTo(6);
        }
    }

    @Test
    void nullStatisticsHaveThePermutationVariance() {
        double[] x = Samples.positions(50);
        double[] y = Samples.tied(50, 5, RandomStream.of(1, "variance"));
        double[] statistics = PermutationTest.withDefaults().spearman(x, y).nullStatistics();
        double sum = 0;
        double squares = 0;
        for (double rho : statistics) {
            sum += rho;
            squares += rho * rho;
        }
        assertThat(statistics).hasSize(9_999);
        assertThat(sum / 9_999).isCloseTo(0, within(0.006));
        assertThat(squares / 9_999).isCloseTo(1 / 49.0, within(0.0012));
    }

    @Test
    void ordersAreDrawnUniformly() {
        double[] x = Samples.positions(3);
        int unchanged = 0;
        for (int seed = 0; seed < 100; seed++) {
            // One draw in each of the 64 blocks, each from the order as given.
            PermutationTest test =
                    PermutationTest.withDefaults().withPermutations(64).withSeed(seed);
            for (double rho : test.spearman(x, x).nullStatistics()) {
                unchanged += rho == 1 ? 1 : 0;
            }
        }
        assertThat(Interval.clopperPearson(unchanged, 6_400, 0.999).contains(1 / 6.0))
                .as("%s of 6400", unchanged)
                .isTrue();
    }

    @Test
    void resultDependsOnTheSeedAndNotOnTheThreads() throws Exception {
        PermutationTest test =
                PermutationTest.withDefaults().withPermutations(1_000).withSeed(9);
        double[] first = onThreads(1, test);
        assertThat(onThreads(4, test)).containsExactly(first);
        assertThat(test.withSeed(10).spearman(X, Y).nullStatistics()).isNotEqualTo(first);
    }

    @Test
    void seedsKeepTheirMeaning() {
        PermutationTest test =
                PermutationTest.withDefaults().withPermutations(130).withSeed(9);
        double scale = CentredRanks.scale(CentredRanks.of(X, "x"), CentredRanks.of(Y, "y"));
        double[] statistics = test.spearman(X, Y).nullStatistics();
        assertThat(IntStream.of(0, 1, 2, 3, 4, 64, 65, 129)
                        .map(i -> (int) Math.round(statistics[i] * scale))
                        .toArray())
                .containsExactly(PINNED);
        // Long enough for a second step of the lanes.
        double[] longer = Samples.positions(101);
        double product = test.spearman(longer, longer).nullStatistics()[129] * (101.0 * (101.0 * 101 - 1) / 3);
        assertThat(Math.round(product)).isEqualTo(-17_188);
    }

    @Test
    void allOrdersGiveTheExactShare() {
        int[][] labelled = {null, {0, 0, 0, 1, 1, 1}, {4, 9, 4, 9, 4, 4}, {1, 2, 3, 4, 5, 5}, {1, 2, 3, 4, 5, 6}};
        double observed = SpearmanTest.correlation(X, Y);
        for (int[] labels : labelled) {
            List<double[]> orders = new ArrayList<>();
            allOrders(Samples.positions(6), 0, orders);
            orders.removeIf(order ->
                    labels != null && IntStream.range(0, 6).anyMatch(i -> labels[i] != labels[(int) order[i]]));
            for (Alternative alternative : Alternative.values()) {
                PermutationTest test =
                        PermutationTest.withDefaults().with(alternative).with(PermutationTest.Orders.ALL_IF_FEW);
                PermutationTest inBlocks = labels == null ? test : test.withBlocks(labels);
                long extreme = orders.stream()
                        .mapToDouble(order -> SpearmanTest.correlation(X, ordered(order)))
                        .filter(rho -> switch (alternative) {
                            case TWO_SIDED -> Math.abs(rho) >= Math.abs(observed) - 1e-9;
                            case GREATER -> rho >= observed - 1e-9;
                            case LESS -> rho <= observed + 1e-9;
                        })
                        .count();
                PermutationTest.Result fast = inBlocks.spearman(X, Y);
                assertThat(fast.test().pValue()).isEqualTo((double) extreme / orders.size());
                assertThat(fast.test().method()).isEqualTo(PValueMethod.EXACT);
                assertThat(fast.permutations()).isEqualTo(orders.size() - 1);
                PermutationTest.Result general = inBlocks.test(
                        6,
                        order -> SpearmanTest.correlation(
                                X, ordered(IntStream.of(order).asDoubleStream().toArray())));
                assertThat(general.test().pValue()).isEqualTo(fast.test().pValue());
                assertThat(general.test().method()).isEqualTo(PValueMethod.EXACT);
                if (labels != null) {
                    PermutationTest random = inBlocks.with(PermutationTest.Orders.RANDOM);
                    double p = fast.test().pValue();
                    assertThat(random.spearman(X, Y).test().pValue()).isCloseTo(p, within(0.02));
                    assertThat(random.test(
                                            6,
                                            order -> SpearmanTest.correlation(
                                                    X,
                                                    ordered(IntStream.of(order)
                                                            .asDoubleStream()
                                                            .toArray())))
                                    .test()
                                    .pValue())
                            .isCloseTo(p, within(0.02));
                }
            }
        }
    }

    private static double[] ordered(double[] order) {
        return IntStream.range(0, order.length)
                .mapToDouble(i -> Y[(int) order[i]])
                .toArray();
    }

    @Test
    void manyOrdersAreDrawnAtRandomUnlessAskedFor() {
        double[] x = Samples.positions(9);
        PermutationTest test = PermutationTest.withDefaults()
                .with(PermutationTest.Orders.ALL_IF_FEW)
                .with(Alternative.GREATER);
        assertThat(test.spearman(x, x).test().method()).isEqualTo(PValueMethod.PERMUTATION);
        PermutationTest.Result all = test.withPermutations(362_880).spearman(x, x);
        assertThat(all.test().method()).isEqualTo(PValueMethod.EXACT);
        assertThat(all.test().pValue()).isEqualTo(1 / 362_880.0);
        assertThat(all.exceedances()).isZero();
    }

    @Test
    void blocksAreNamedInTheNullHypothesisAndMustFit() {
        PermutationTest test = PermutationTest.withDefaults().withBlocks(new int[] {1, 1, 2, 2, 2, 2});
        assertThat(test.spearman(X, Y).test().nullHypothesis())
                .isEqualTo("all orders of the observations within each block are equally likely");
        assertThatThrownBy(() -> test.spearman(new double[] {1, 2, 3}, new double[] {1, 2, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block must hold a label for each of the 3 observations, got 6");
        assertThatThrownBy(() -> test.test(7, order -> 1))
                .hasMessage("block must hold a label for each of the 7 observations, got 6");
    }

    @Test
    void anyStatisticCountsTiesAgainstTheEvidence() {
        PermutationTest.Result constant = PermutationTest.withDefaults().test(5, order -> 1.5);
        assertThat(constant.test().pValue()).isEqualTo(1);
        // The order of summation changes the last digits; sums of all values are tied all the same.
        double[] values = {0.1, 0.2, 0.3, 1e-3, 7.7};
        PermutationTest.Result sums = PermutationTest.withDefaults().test(5, order -> {
            double sum = 0;
            for (int i : order) {
                sum += values[i];
            }
            return sum;
        });
        assertThat(sums.test().pValue()).isEqualTo(1);
    }

    @Test
    void anyStatisticAgreesWithTheFastPath() {
        PermutationTest test = PermutationTest.withDefaults().with(Alternative.GREATER);
        double fast = test.spearman(X, Y).test().pValue();
        double slow = test.test(
                        6,
                        order -> SpearmanTest.correlation(
                                X, IntStream.of(order).mapToDouble(i -> Y[i]).toArray()))
                .test()
                .pValue();
        assertThat(slow).isCloseTo(fast, within(0.012));
    }

    @Test
    void evidenceReachesTheFloorAndNotBelow() {
        double[] x = Samples.positions(100);
        TestResult result = PermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .withPermutations(999)
                .spearman(x, x)
                .test();
        assertThat(result.pValue()).isEqualTo(0.001);
        assertThat(result.log10PValue()).isCloseTo(-3, within(1e-15));
        assertThat(PermutationTest.withDefaults()
                        .with(Alternative.LESS)
                        .spearman(x, x)
                        .test()
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void neverRejectsATrueNullMoreOftenThanItSays() {
        RandomGenerator random = RandomStream.of(6, "null");
        for (int n : new int[] {3, 5, 30}) {
            double[] x = Samples.positions(n);
            for (Alternative alternative : Alternative.values()) {
                Rejections.count(1_000, run -> {
                            double[] y = Samples.tied(n, 1 + n / 2, random);
                            y[RandomStream.below(n, random)] = -1;
                            return PermutationTest.withDefaults()
                                    .with(alternative)
                                    .withPermutations(199)
                                    .withSeed(run)
                                    .spearman(x, shuffled(y, random))
                                    .test()
                                    .pValue();
                        })
                        .assertConservative();
            }
        }
    }

    @Test
    void untiedTestIsUniform() {
        RandomGenerator random = RandomStream.of(7, "uniform");
        double[] x = Samples.positions(40);
        Rejections.count(
                        2_000,
                        run -> PermutationTest.withDefaults()
                                .withPermutations(199)
                                .withSeed(run)
                                .spearman(x, Samples.uniform(40, random))
                                .test()
                                .pValue())
                .assertUniform();
    }

    @Test
    void refusals() {
        PermutationTest test = PermutationTest.withDefaults();
        assertThatThrownBy(() -> test.withPermutations(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permutations must be at least 1, got 0");
        assertThatThrownBy(() -> test.test(0, order -> 1)).hasMessage("n must be at least 1, got 0");
        assertThatThrownBy(() -> test.test(3, order -> Double.NaN))
                .hasMessage("statistic of the observed order must be finite, got NaN");
        assertThatThrownBy(() -> test.test(3, order -> order[0] == 0 && order[1] == 1 ? 1 : Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite, got NaN");
        for (int n = 0; n < 3; n++) {
            double[] few = new double[n];
            assertThatThrownBy(() -> test.spearman(few, few)).hasMessage("n must be at least 3, got " + few.length);
        }
        assertThatThrownBy(() -> test.spearman(X, new double[6])).hasMessage("y must vary, got 6 times the value 0.0");
        assertThatThrownBy(() -> test.spearman(X, new double[5]))
                .hasMessage("x and y must be equally long, got 6 and 5");
    }

    private static double[] shuffled(double[] values, RandomGenerator random) {
        return IntStream.of(RandomStream.permutation(values.length, random))
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double[] onThreads(int threads, PermutationTest test) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> test.spearman(X, Y).nullStatistics()).get();
        } finally {
            pool.shutdown();
        }
    }

    private static void allOrders(double[] values, int fixed, List<double[]> into) {
        if (fixed == values.length) {
            into.add(values.clone());
            return;
        }
        for (int i = fixed; i < values.length; i++) {
            swap(values, fixed, i);
            allOrders(values, fixed + 1, into);
            swap(values, fixed, i);
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
