package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MultipleTestingTest {
    private static final Offset<Double> TIGHT = within(1e-12);

    @Test
    void holmStepsDown() {
        double[] raw = {Math.log10(0.01), Math.log10(0.04), Math.log10(0.03), Math.log10(0.005)};
        double[] adjusted = MultipleTesting.holm(raw);
        // 4 * .005, 3 * .01, 2 * .03, then 1 * .04 lifted to .06
        assertThat(Math.pow(10, adjusted[3])).isCloseTo(0.02, TIGHT);
        assertThat(Math.pow(10, adjusted[0])).isCloseTo(0.03, TIGHT);
        assertThat(Math.pow(10, adjusted[2])).isCloseTo(0.06, TIGHT);
        assertThat(Math.pow(10, adjusted[1])).isCloseTo(0.06, TIGHT);
        assertThat(raw[0]).isEqualTo(Math.log10(0.01));
    }

    @Test
    void holmWorksWhereNoDoubleHoldsP() {
        assertThat(MultipleTesting.holm(new double[] {-1e5, 0}))
                .containsExactly(new double[] {-1e5 + Math.log10(2), 0}, TIGHT);
        assertThat(MultipleTesting.holm(new double[] {-0.1, -0.2})).containsExactly(0, 0);
        assertThat(MultipleTesting.holm(new double[0])).isEmpty();
    }

    @Test
    void holmRarelyErrsOnceAmongManyTrueNulls() {
        RandomGenerator random = RandomStream.of(1, "family");
        Rejections.count(5_000, run -> {
                    double[] log10P = Arrays.stream(Samples.uniform(20, random))
                            .map(Math::log10)
                            .toArray();
                    return Math.pow(
                            10,
                            Arrays.stream(MultipleTesting.holm(log10P)).min().orElseThrow());
                })
                .assertConservative();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> MultipleTesting.holm(new double[] {-1, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log10 p must be at most 0, got 0.5 at index 1");
        assertThatThrownBy(() -> MultipleTesting.holm(new double[] {Double.NaN}))
                .hasMessage("log10 p must be at most 0, got NaN at index 0");
    }
}
