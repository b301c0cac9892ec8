package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PooledRankTestTest {
    private static final PooledRankTest TEST = PooledRankTest.withDefaults();

    @Test
    void sumsRanksOfTrapsOfDifferentSizes() {
        // Ranks 1 of 2 and 2 of 3, sum 3: (1,1), (2,1) and (1,2) of 6 outcomes are at most 3.
        TestResult result = TEST.test(new double[] {5, 5}, new double[][] {{1}, {9, 1}});
        assertThat(result.statistic()).isEqualTo(3);
        assertThat(result.pValue()).isCloseTo(3 / 6.0, within(1e-14));
        assertThat(result.n()).isEqualTo(2);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(result.alternative()).isEqualTo(Alternative.LESS);
    }

    @Test
    void oneTrapIsTheRankTest() {
        double[] controls = {3, 1, 4, 1, 5, 9, 2, 6};
        for (double observed = 0; observed < 11; observed += 0.5) {
            assertThat(TEST.test(new double[] {observed}, new double[][] {controls})
                            .pValue())
                    .isCloseTo(RankTest.withDefaults().test(observed, controls).pValue(), within(1e-14));
        }
    }

    @Test
    void allFirstIsTheProductOfTheFloors() {
        double[] observed = new double[150];
        double[][] controls = new double[150][999];
        Arrays.fill(observed, 1);
        assertThat(TEST.test(observed, controls).log10PValue()).isCloseTo(-450, within(1e-9));
        assertThat(TEST.test(observed, controls).pValue()).isZero();
        // All tied: every rank is last.
        assertThat(TEST.test(new double[150], controls).log10PValue()).isZero();
    }

    @Test
    void neverRejectsATrueNullMoreOftenThanItSays() {
        RandomGenerator random = RandomStream.of(1, "null");
        Rejections.count(5_000, run -> pValue(10, 99, 1_000_000, random)).assertUniform();
        Rejections tied = Rejections.count(10_000, run -> pValue(10, 30, 12, random));
        tied.assertConservative();
        assertThat(tied.atFivePercent()).isLessThan(400);
        Rejections.count(10_000, run -> pValue(2, 2, 1_000_000, random)).assertConservative();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> TEST.test(new double[0], new double[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("observed must hold at least 1 score, got 0");
        assertThatThrownBy(() -> TEST.test(new double[2], new double[1][1]))
                .hasMessage("observed and controls must be equally long, got 2 and 1");
        assertThatThrownBy(() -> TEST.test(new double[2], new double[][] {{1}, {}}))
                .hasMessage("trap 1: controls must hold at least 1 score, got 0");
        assertThatThrownBy(() -> TEST.test(new double[] {1, Double.NaN}, new double[][] {{1}, {2}}))
                .hasMessage("trap 1: observed must be finite, got NaN");
    }

    private static double pValue(int traps, int controls, int distinct, RandomGenerator random) {
        double[][] scores = new double[traps][];
        for (int j = 0; j < traps; j++) {
            scores[j] = Samples.tied(controls, distinct, random);
        }
        return TEST.test(Samples.tied(traps, distinct, random), scores).pValue();
    }
}
