package org.palimpsest.provenance.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.PValueMethod;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

class PartitionTestTest {
    private static final PartitionTest TEST = PartitionTest.withDefaults();

    private static TrainingUnits units(double[] times, double[] sizes, int[] strata) {
        return new TrainingUnits(
                times, sizes, strata, IntStream.range(0, times.length).toArray());
    }

    private static double[] alike(int n) {
        double[] sizes = new double[n];
        Arrays.fill(sizes, 10);
        return sizes;
    }

    private static double[] ascending(int n) {
        return IntStream.range(0, n).mapToDouble(i -> i).toArray();
    }

    @Test
    void fiveUnitsAreCountedByHand() {
        // ranks of the weights 1 3 2 4 5: rho = 1 - 6 * 2 / (5 * 24) = 0.9, which 5 of the 120 orders reach
        TrainingUnits five = units(new double[] {0, 10, 20, 30, 40}, alike(5), new int[5]);
        double[] weights = {1, 4, 2, 8, 9};
        PartitionTest.Result result = TEST.test(five, weights);
        assertThat(result.correlation()).isCloseTo(0.9, within(1e-12));
        assertThat(result.tail().statistic()).isCloseTo(0.9, within(1e-12));
        assertThat(result.permutation().test().pValue()).isCloseTo(5 / 120.0, within(1e-12));
        assertThat(result.permutation().test().method()).isEqualTo(PValueMethod.EXACT);
        assertThat(result.tail().pValue()).isCloseTo(5 / 120.0, within(1e-12));
        assertThat(result.meanStep()).isCloseTo((40 + 40 + 240 + 360) / 24.0, within(1e-12));
        assertThat(result.expectedMeanStep()).isCloseTo(20, within(1e-12));
        assertThat(result.effectiveUnits()).isCloseTo(24.0 * 24 / (1 + 16 + 4 + 64 + 81), within(1e-12));
        assertThat(result.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(TEST.withAlpha(1 / 121.0).test(five, weights).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        // one unit with all the weight can be the latest of five at best
        assertThat(TEST.withAlpha(0.1).test(five, new double[] {0, 0, 0, 3, 0}).verdict())
                .isEqualTo(Verdict.UNDERPOWERED);
        assertThat(TEST.withAlpha(0.05).test(five, weights).verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.withAlpha(0.05)
                        .with(Randomisation.VERIFIED)
                        .test(five, weights)
                        .verdict())
                .isEqualTo(Verdict.RANDOMISED_EVIDENCE);
    }

    @Test
    void aDominantDocumentIsWorthNoMoreThanItsPlace() {
        int n = 500;
        double[] weights = new double[n];
        weights[n - 1] = 1e6;
        PartitionTest.Result ranks = TEST.test(units(ascending(n), alike(n), new int[n]), weights);
        PartitionTest.Result mean =
                TEST.with(PartitionStatistic.MEAN).test(units(ascending(n), alike(n), new int[n]), weights);
        assertThat(ranks.permutation().test().pValue()).isBetween(0.0005, 0.005);
        assertThat(ranks.tail().pValue()).isGreaterThanOrEqualTo(0.0019);
        assertThat(mean.tail().pValue()).isGreaterThanOrEqualTo(1.0 / n - 1e-9);
        assertThat(mean.effectiveUnits()).isCloseTo(1, within(1e-12));
        assertThat(mean.matchedUnits()).isEqualTo(1);
    }

    @Test
    void strataKeepEpochsApart() {
        int n = 40;
        // the second epoch has all the weight, but inside the epochs nothing follows time
        double[] weights = IntStream.range(0, n)
                .mapToDouble(i -> (i < n / 2 ? 1 : 100) + i % (n / 2) * 7 % 20)
                .toArray();
        int[] epochs = IntStream.range(0, n).map(i -> i / (n / 2)).toArray();
        assertThat(TEST.test(units(ascending(n), alike(n), new int[n]), weights).verdict())
                .isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        for (PartitionStatistic statistic : PartitionStatistic.values()) {
            PartitionTest.Result apart = TEST.with(statistic).test(units(ascending(n), alike(n), epochs), weights);
            assertThat(apart.strata()).isEqualTo(2);
            assertThat(apart.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        }
    }

    @Test
    void growingUnitsAndTheOppositeSignAreConfounded() {
        int n = 60;
        double[] rising = ascending(n);
        assertThat(TEST.test(units(rising, rising, new int[n]), rising).verdict())
                .isEqualTo(Verdict.CONFOUNDED);
        double[] falling = IntStream.range(0, n).mapToDouble(i -> n - i).toArray();
        PartitionTest.Result opposite = TEST.test(units(rising, alike(n), new int[n]), falling);
        assertThat(opposite.correlation()).isCloseTo(-1, within(1e-12));
        assertThat(opposite.permutation().test().pValue()).isEqualTo(1);
        assertThat(opposite.verdict()).isEqualTo(Verdict.CONFOUNDED);
    }

    @Test
    void whatCannotBeTestedIsRefused() {
        assertThatThrownBy(() -> TEST.test(units(ascending(2), alike(2), new int[2]), new double[2]))
                .hasMessage("the partition test needs at least 3 units with a step, got 2");
        assertThatThrownBy(() -> TEST.test(units(alike(4), alike(4), new int[4]), ascending(4)))
                .hasMessage("all 4 units have the same step, so nothing can follow the order");
        assertThatThrownBy(() -> TEST.test(units(ascending(4), alike(4), new int[4]), new double[4]))
                .hasMessageStartingWith("the text has no match that counts");
        assertThatThrownBy(() -> TEST.test(units(ascending(4), alike(4), new int[4]), new double[5]))
                .hasMessage("weights must be as many as the 4 documents of the corpus, got 5");
        assertThatThrownBy(() -> new TrainingUnits.Grouping(UnitKind.STEP, 0, "source"))
                .hasMessageContaining("need units of one document");
    }

    @Test
    void randomOrdersAreRejectedAtTheirLevel() {
        RandomGenerator random = RandomStream.of(11, "orders");
        int n = 80;
        int runs = 300;
        double[] weights = IntStream.range(0, n)
                .mapToDouble(i -> i % 3 == 0 ? 0 : 1000.0 / (i + 1))
                .toArray();
        for (PartitionStatistic statistic : PartitionStatistic.values()) {
            PartitionTest test = PartitionTest.withDefaults().with(statistic).withPermutations(199);
            int permutation = 0;
            int tail = 0;
            for (int run = 0; run < runs; run++) {
                double[] times = Arrays.stream(RandomStream.permutation(n, random))
                        .asDoubleStream()
                        .toArray();
                PartitionTest.Result result = test.test(units(times, alike(n), new int[n]), weights);
                permutation += result.permutation().test().pValue() <= 0.1 ? 1 : 0;
                tail += result.tail().pValue() <= 0.1 ? 1 : 0;
            }
            // 30 expected, standard deviation 5.2
            assertThat(permutation).isBetween(12, 48);
            assertThat(tail).isLessThanOrEqualTo(48);
        }
    }
}
