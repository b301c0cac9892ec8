package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RankTestTest {
    private static final RankTest TEST = RankTest.withDefaults();

    @Test
    void countsControlsAtOrAboveTheScore() {
        double[] controls = {1, 2, 3, 3, 4, 5, 6, 7, 8};
        TestResult third = TEST.test(6.5, controls);
        assertThat(third.pValue()).isEqualTo(3 / 10.0);
        assertThat(third.statistic()).isEqualTo(3);
        assertThat(third.n()).isEqualTo(10);
        assertThat(third.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(third.alternative()).isEqualTo(Alternative.GREATER);
        assertThat(TEST.test(9, controls).pValue()).isEqualTo(0.1);
        assertThat(TEST.test(0, controls).pValue()).isEqualTo(1);
        assertThat(TEST.test(3, controls).pValue()).isEqualTo(8 / 10.0);
    }

    @Test
    void oneValueATrap() {
        assertThat(TEST.pValues(new double[] {5, 1}, new double[][] {{1, 2, 3}, {9, 0}}))
                .containsExactly(1 / 4.0, 2 / 3.0);
        assertThatThrownBy(() -> TEST.pValues(new double[] {5, 1}, new double[][] {{1}, {}}))
                .hasMessage("trap 1: controls must hold at least 1 score, got 0");
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> TEST.test(1, new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("controls must hold at least 1 score, got 0");
        assertThatThrownBy(() -> TEST.test(Double.NaN, new double[] {1}))
                .hasMessage("observed must be finite, got NaN");
        assertThatThrownBy(() -> TEST.test(1, new double[] {1, Double.NEGATIVE_INFINITY}))
                .hasMessage("controls must be finite, got -Infinity at index 1");
    }

    @Test
    void rejectsATrueNullAsOftenAsItSays() {
        RandomGenerator random = RandomStream.of(1, "null");
        Rejections.count(10_000, run -> pValue(Samples.uniform(100, random))).assertUniform();
        Rejections tied = Rejections.count(10_000, run -> pValue(Samples.tied(100, 60, random)));
        tied.assertConservative();
        assertThat(tied.atFivePercent()).isLessThan(450);
        Rejections.count(5_000, run -> pValue(Samples.uniform(2, random))).assertConservative();
    }

    private static double pValue(double[] scores) {
        return TEST.test(scores[0], Arrays.copyOfRange(scores, 1, scores.length))
                .pValue();
    }
}
