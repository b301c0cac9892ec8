package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrapLabelTestTest {
    private static final TrapLabelTest TEST = TrapLabelTest.withDefaults();

    @Test
    void oneTrapIsTheRankTest() {
        double[] controls = {3, 1, 4, 1, 5, 9, 2, 6};
        for (double observed = 0; observed < 11; observed += 0.5) {
            assertThat(TEST.test(new double[] {observed}, new double[][] {controls})
                            .pValue())
                    .isEqualTo(RankTest.withDefaults().test(observed, controls).pValue());
        }
    }

    @Test
    void drawsApproachTheListedLaw() {
        double[][] controls = new double[10][3];
        double[] observed = new double[10];
        RandomGenerator random = RandomStream.of(1, "labels");
        for (int j = 0; j < 10; j++) {
            controls[j] = Samples.normal(3, random);
            observed[j] = 0.5;
        }
        TestResult listed = TEST.test(observed, controls);
        assertThat(listed.method()).isEqualTo(PValueMethod.EXACT);
        // One trap more, which cannot change anything but the number of labellings.
        double[][] more = Arrays.copyOf(controls, 11);
        more[10] = new double[] {7};
        double[] also = Arrays.copyOf(observed, 11);
        also[10] = 7;
        TestResult drawn = TEST.withDraws(99_999).test(also, more);
        assertThat(drawn.method()).isEqualTo(PValueMethod.PERMUTATION);
        assertThat(drawn.pValue()).isCloseTo(listed.pValue(), within(0.005));
        assertThat(drawn.statistic()).isCloseTo(listed.statistic(), within(1e-12));
    }

    @Test
    void isTheSameOnEveryNumberOfProcessors() throws Exception {
        double[][] controls = new double[30][9];
        double[] observed = new double[30];
        for (int j = 0; j < 30; j++) {
            controls[j] = Samples.uniform(9, RandomStream.of(j, "controls"));
            observed[j] = 0.6;
        }
        TestResult here = TEST.test(observed, controls);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> TEST.test(observed, controls)).get()).isEqualTo(here);
        } finally {
            one.shutdown();
        }
        assertThat(TEST.withSeed(1).test(observed, controls)).isNotEqualTo(here);
        assertThat(TEST.with(Alternative.LESS).test(observed, controls).pValue())
                .isGreaterThan(0.5);
    }

    @Test
    void tiesBetweenDrawsSurviveRounding() {
        // All traps alike: many draws have the same sum, in another order of addition.
        double[] observed = {0.1, 0.7, 0.3, 0.1};
        double[][] controls = {{0.7, 0.3}, {0.1, 0.3}, {0.1, 0.7}, {0.3, 0.7}};
        TestResult plain = TEST.with(TrapLabelTest.Scale.PLAIN).test(observed, controls);
        int count = 0;
        int[] tenths = {1, 3, 7};
        for (int a : tenths) {
            for (int b : tenths) {
                for (int c : tenths) {
                    for (int d : tenths) {
                        count += a + b + c + d >= 12 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(plain.pValue()).isEqualTo(count / 81.0);
        assertThat(TEST.test(observed, controls).pValue()).isEqualTo(count / 81.0);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> TEST.test(new double[0], new double[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("observed must hold at least 1 score, got 0");
        assertThatThrownBy(() -> TEST.test(new double[] {1, 1}, new double[][] {{1}, {Double.NaN}}))
                .hasMessage("trap 1: controls must be finite, got NaN at index 0");
        assertThatThrownBy(() -> TEST.withDraws(0)).hasMessage("draws must be at least 1, got 0");
    }
}
