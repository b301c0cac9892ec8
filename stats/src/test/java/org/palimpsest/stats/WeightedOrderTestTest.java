package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedOrderTestTest {
    private static final WeightedOrderTest TEST = WeightedOrderTest.withDefaults()
            .with(PermutationTest.withDefaults().with(PermutationTest.Orders.ALL_IF_FEW));

    private static final double[] TIMES = {10, 20, 30, 30, 50, 60};
    private static final double[] WEIGHTS = {0, 3, 1, 0, 5, 2};

    @Test
    void numbersAreThoseOfAllOrdersCountedInPython() {
        WeightedOrderTest.Result result = TEST.test(TIMES, WEIGHTS, new int[6]);
        assertThat(result.permutation().test().statistic()).isCloseTo(0.9997396850144629, within(1e-12));
        assertThat(result.permutation().test().pValue()).isCloseTo(146 / 720.0, within(1e-12));
        assertThat(result.permutation().test().method()).isEqualTo(PValueMethod.EXACT);
        assertThat(result.bound().log10PValue()).isCloseTo(-0.12580758783147, within(1e-12));
        assertThat(result.normalLog10P()).isCloseTo(-0.79937313160676, within(1e-10));
        assertThat(result.effectiveNumber()).isCloseTo(3.1025641025641026, within(1e-12));
    }

    @Test
    void theBoundIsNeverBelowTheShareOfAllOrders() {
        RandomGenerator random = RandomStream.of(3, "bound");
        for (int r = 0; r < 150; r++) {
            int round = r;
            int n = 3 + random.nextInt(5);
            double[] times = IntStream.range(0, n)
                    .mapToDouble(i -> random.nextInt(round % 3 == 0 ? 3 : 1000))
                    .toArray();
            double[] weights = IntStream.range(0, n)
                    .mapToDouble(i -> Math.exp(random.nextGaussian() * (round % 5)))
                    .toArray();
            int[] strata =
                    IntStream.range(0, n).map(i -> round % 2 == 0 ? 0 : i % 2).toArray();
            if (round % 4 == 0) {
                Arrays.fill(weights, 1, n, 0);
            }
            for (Alternative side : Alternative.values()) {
                WeightedOrderTest.Result result;
                try {
                    result = TEST.with(side).test(times, weights, strata);
                } catch (IllegalArgumentException constant) {
                    assertThat(constant).hasMessageContaining("must both vary inside a stratum");
                    continue;
                }
                assertThat(result.bound().log10PValue())
                        .isGreaterThanOrEqualTo(result.permutation().test().log10PValue() - 1e-9);
            }
        }
    }

    @Test
    void oneObservationWithAllTheWeightIsWorthOneInN() {
        int n = 1000;
        double[] times = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        double[] weights = new double[n];
        weights[n - 1] = 1e9;
        WeightedOrderTest.Result result = TEST.test(times, weights, new int[n]);
        assertThat(result.bound().pValue()).isCloseTo(1.0 / n, within(1e-6));
        assertThat(result.effectiveNumber()).isCloseTo(1, within(1e-12));
        // the normal law believes that nothing so late can happen more rarely than this
        assertThat(result.normalLog10P()).isGreaterThan(-2);
        weights[n - 2] = 1e9;
        weights[n - 3] = 1e9;
        assertThat(TEST.test(times, weights, new int[n]).bound().log10PValue())
                .isGreaterThan(Math.log10(6.0 / n / (n - 1) / (n - 2)));
    }

    @Test
    void farTailsDoNotUnderflowAndStrataAreKeptApart() {
        int n = 6000;
        double[] times = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        double[] weights = IntStream.range(0, n).mapToDouble(i -> i * i).toArray();
        WeightedOrderTest few = WeightedOrderTest.withDefaults()
                .with(PermutationTest.withDefaults().withPermutations(99));
        WeightedOrderTest.Result result = few.test(times, weights, new int[n]);
        assertThat(result.bound().log10PValue()).isBetween(-4000.0, -400.0);
        assertThat(result.permutation().test().pValue()).isEqualTo(0.01);
        // all the trend lies between the halves, so inside them there is none
        int[] halves = IntStream.range(0, n).map(i -> i / (n / 2)).toArray();
        double[] steps = IntStream.range(0, n)
                .mapToDouble(i -> (i < n / 2 ? 0 : 100) + (i * 7919 % 13))
                .toArray();
        assertThat(few.test(times, steps, new int[n]).bound().log10PValue()).isLessThan(-300);
        assertThat(few.test(times, steps, halves).bound().log10PValue()).isGreaterThan(-1);
    }

    @Test
    void pValuesOfTheBoundAndOfPermutationsHoldTheirLevelForHeavyWeights() {
        RandomGenerator random = RandomStream.of(5, "levels");
        WeightedOrderTest test = WeightedOrderTest.withDefaults()
                .with(PermutationTest.withDefaults().withPermutations(199));
        int n = 60;
        int runs = 600;
        double[] weights =
                IntStream.range(0, n).mapToDouble(i -> 1 / Math.pow(i + 1, 2)).toArray();
        int permutation = 0;
        int bound = 0;
        int normal = 0;
        for (int run = 0; run < runs; run++) {
            double[] times = Arrays.stream(RandomStream.permutation(n, random))
                    .asDoubleStream()
                    .toArray();
            WeightedOrderTest.Result result = test.test(times, weights, new int[n]);
            permutation += result.permutation().test().pValue() <= 0.05 ? 1 : 0;
            bound += result.bound().pValue() <= 0.05 ? 1 : 0;
            normal += result.normalLog10P() <= Math.log10(0.05) ? 1 : 0;
        }
        // 30 expected at most, standard deviation 5.3
        assertThat(permutation).isBetween(14, 50);
        assertThat(bound).isLessThanOrEqualTo(permutation);
        assertThat(normal).isNotNegative();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> TEST.test(TIMES, new double[] {0, 3, -1, 0, 5, 2}, new int[6]))
                .hasMessage("weights must be at least 0, got -1.0 at 2");
        assertThatThrownBy(() -> TEST.test(TIMES, WEIGHTS, new int[5]))
                .hasMessage("strata must be as many as the 6 times, got 5");
        assertThatThrownBy(() -> TEST.test(TIMES, new double[6], new int[6]))
                .hasMessage("times and weights must both vary inside a stratum, got none among 6 observations");
    }
}
