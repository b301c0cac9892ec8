package org.palimpsest.inference.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesNeededTest {
    @Test
    void equalsTheDefinition() {
        for (double q : new double[] {0.999, 0.9, 0.6, 0.5, 0.4, 0.1, 1e-3, 1e-8}) {
            for (double p : new double[] {0.01, 0.5, 0.9, 0.99}) {
                double expected = Math.log10(Math.log1p(-p) / Math.log1p(-q));
                assertThat(SamplesNeeded.log10(Math.log(q), p)).isCloseTo(expected, within(1e-12));
                long n = (long) SamplesNeeded.count(Math.log(q), p);
                assertThat(-Math.expm1(n * Math.log1p(-q))).isGreaterThanOrEqualTo(p * (1 - 1e-8));
                if (n > 1) {
                    assertThat(-Math.expm1((n - 1) * Math.log1p(-q))).isLessThan(p);
                }
            }
        }
    }

    /** mpmath at 50 digits: log10(log(1-p)/log(1-q)). */
    @Test
    void neverUnderflows() {
        assertThat(SamplesNeeded.log10(-2000, 0.9)).isCloseTo(868.951179495203, within(1e-9));
        assertThat(SamplesNeeded.count(-2000, 0.9)).isInfinite();
        assertThat(SamplesNeeded.log10(-40.0000001, 0.5) - SamplesNeeded.log10(-39.9999999, 0.5))
                .isCloseTo(2e-7 / Math.log(10), within(1e-12));
        assertThat(SamplesNeeded.log10(-1e-20, 0.5))
                .isCloseTo(Math.log10(Math.log(2) / (20 * Math.log(10))), within(1e-12));
    }

    @Test
    void theEnds() {
        assertThat(SamplesNeeded.count(0, 0.99)).isEqualTo(1);
        assertThat(SamplesNeeded.log10(0, 0.99)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(SamplesNeeded.count(Double.NEGATIVE_INFINITY, 0.5)).isInfinite();
        assertThat(SamplesNeeded.log10(Double.NEGATIVE_INFINITY, 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(SamplesNeeded.count(Math.log(0.5), 0.75)).isEqualTo(2);
        assertThat(SamplesNeeded.count(Math.log(0.9), 0.9)).isEqualTo(1);
        assertThatThrownBy(() -> SamplesNeeded.log10(Double.NaN, 0.5))
                .hasMessage("logProbNats must be at most 0, got NaN");
        assertThatThrownBy(() -> SamplesNeeded.log10(-1, 1)).hasMessage("chance must be in (0, 1), got 1.0");
    }
}
