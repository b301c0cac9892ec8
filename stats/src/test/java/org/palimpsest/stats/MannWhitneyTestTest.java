package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class MannWhitneyTestTest {
    private static final MannWhitneyTest TEST = MannWhitneyTest.withDefaults();

    @Test
    void agreesWithEveryLabelling() {
        RandomGenerator random = RandomStream.of(1, "labellings");
        for (int run = 0; run < 60; run++) {
            double[] x = Samples.tied(1 + RandomStream.below(5, random), 6, random);
            double[] y = Samples.tied(1 + RandomStream.below(6, random), 6, random);
            assertThat(TEST.with(Alternative.GREATER).test(x, y).pValue()).isCloseTo(share(x, y), within(1e-13));
            assertThat(TEST.with(Alternative.LESS).test(y, x).pValue()).isCloseTo(share(x, y), within(1e-13));
        }
    }

    private static double share(double[] x, double[] y) {
        double[] pooled = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, pooled, x.length, y.length);
        double[] ranks = MidRanks.of(pooled);
        double observed = sum(ranks, (1 << x.length) - 1);
        int possible = 0;
        int count = 0;
        for (int set = 0; set < 1 << pooled.length; set++) {
            if (Integer.bitCount(set) == x.length) {
                possible++;
                count += sum(ranks, set) >= observed ? 1 : 0;
            }
        }
        return (double) count / possible;
    }

    private static double sum(double[] ranks, int set) {
        double sum = 0;
        for (int i = 0; i < ranks.length; i++) {
            sum += (set >> i & 1) == 1 ? ranks[i] : 0;
        }
        return sum;
    }

    @Test
    void agreesWithCommonsWhereNothingIsTied() {
        double[] x = Samples.normal(13, RandomStream.of(1, "x"));
        double[] y = Arrays.stream(Samples.normal(21, RandomStream.of(1, "y")))
                .map(v -> v - 0.5)
                .toArray();
        MannWhitneyUTest.Result commons = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(x, y);
        TestResult ours = TEST.with(Alternative.GREATER).test(x, y);
        assertThat(ours.statistic()).isEqualTo(commons.getStatistic());
        assertThat(ours.pValue()).isCloseTo(commons.getPValue(), within(1e-14));
    }

    @Test
    void largeSamplesReachFarDown() {
        double[] x = Samples.positions(20_000);
        double[] y = Arrays.stream(x).map(v -> v + 15_000.5).toArray();
        TestResult result = TEST.test(x, y);
        assertThat(result.method()).isEqualTo(PValueMethod.ASYMPTOTIC);
        double u = 5_000 * 4_999 / 2.0;
        assertThat(result.statistic()).isEqualTo(u);
        double z = (2e8 - u - 0.5) / Math.sqrt(4e8 * 40_001 / 12);
        assertThat(result.log10PValue())
                .isCloseTo((Math.log(2) + LogTails.normalUpper(z)) / Math.log(10), within(1e-9 * z * z))
                .isLessThan(-3_000);
        assertThat(TEST.test(y, x).log10PValue()).isCloseTo(result.log10PValue(), within(1e-9));
    }

    @Test
    void theNormalTailIsNeverBelowTheExactOne() {
        int[] ranks = new int[120];
        for (int share : new int[] {0, 60, 110}) {
            for (int chosen : new int[] {6, 24, 60}) {
                Arrays.setAll(ranks, i -> i < share ? share + 1 : 2 * (i + 1));
                assertAbove(ranks, chosen);
            }
        }
    }

    private static void assertAbove(int[] ranks, int chosen) {
        RankSumLaw law = new RankSumLaw(ranks, chosen);
        RankSumMoments moments = RankSumMoments.of(ranks, chosen);
        int checked = 0;
        for (double z = 1; z < 6; z += 1) {
            long sum = (long) Math.ceil(moments.mean() + z * moments.deviation());
            double normal = moments.logUpper(sum, 0.1);
            if (!Double.isNaN(normal)) {
                checked++;
                assertThat(normal)
                        .as("%s chosen, z = %s, %s", chosen, z, moments)
                        .isGreaterThan(Math.log(law.upper(sum)) - 0.03);
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(moments.skewness() > 0.3 ? 0 : 1);
    }

    @Test
    void skewedTiesAreRelabelled() {
        double[] x = new double[100];
        double[] y = new double[5_000];
        Arrays.fill(x, 0, 4, 1);
        TestResult result = TEST.with(Alternative.GREATER).test(x, y);
        assertThat(result.method()).isEqualTo(PValueMethod.PERMUTATION);
        assertThat(result.pValue()).isEqualTo(1e-4);
        assertThat(TEST.with(Alternative.GREATER)
                        .withRelabellings(99)
                        .test(x, y)
                        .pValue())
                .isEqualTo(0.01);
        assertThat(TEST.test(new double[] {3, 3}, new double[] {3}).pValue()).isEqualTo(1);
        assertThat(TEST.test(new double[2_000], new double[2_000]).pValue()).isEqualTo(1);
        assertThat(TEST.test(new double[] {1}, new double[] {2}).pValue()).isEqualTo(1);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> TEST.test(new double[0], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must hold at least 1 value, got 0");
        assertThatThrownBy(() -> TEST.test(new double[1], new double[0]))
                .hasMessage("y must hold at least 1 value, got 0");
        assertThatThrownBy(() -> TEST.test(new double[1], new double[] {0, Double.POSITIVE_INFINITY}))
                .hasMessage("y must be finite, got Infinity at index 1");
        assertThatThrownBy(() -> TEST.withRelabellings(0)).hasMessage("relabellings must be at least 1, got 0");
    }
}
