package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestResultTest {
    @Test
    void pValueUnderflowsWhereItsLogarithmDoesNot() {
        TestResult far = TestResult.ofLog10P("h", 0.5, -6_249, Alternative.GREATER, PValueMethod.ASYMPTOTIC, 10);
        assertThat(far.pValue()).isZero();
        assertThat(far.log10PValue()).isEqualTo(-6_249);
        TestResult near = TestResult.ofLog10P("h", 0.5, -2, Alternative.GREATER, PValueMethod.ASYMPTOTIC, 10);
        assertThat(near.pValue()).isEqualTo(0.01);
    }

    @Test
    void refusals() {
        assertRefused(" ", 1, 0.1, -1, 1, "nullHypothesis must not be blank");
        assertRefused("h", Double.NaN, 0.1, -1, 1, "statistic must be finite, got NaN");
        assertRefused("h", 1, 1.1, -1, 1, "pValue must be in [0, 1], got 1.1");
        assertRefused("h", 1, Double.NaN, -1, 1, "pValue must be in [0, 1], got NaN");
        assertRefused("h", 1, 0.1, 0.5, 1, "log10PValue must be finite and at most 0, got 0.5");
        assertRefused("h", 1, 0.1, Double.NaN, 1, "log10PValue must be finite and at most 0, got NaN");
        assertRefused(
                "h", 1, 0, Double.NEGATIVE_INFINITY, 1, "log10PValue must be finite and at most 0, got -Infinity");
        assertRefused("h", 1, 0.1, -1, 0, "n must be at least 1, got 0");
    }

    private static void assertRefused(String h0, double statistic, double p, double log10P, long n, String message) {
        assertThatThrownBy(() -> new TestResult(h0, statistic, p, log10P, Alternative.LESS, PValueMethod.EXACT, n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
