package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class EValueTest {
    private static final double ZERO = Double.NEGATIVE_INFINITY;

    @Test
    void calibratorsIntegrateToOne() {
        List<DoubleUnaryOperator> calibrators =
                List.of(EValue::fromP, EValue::fromPByMixture, log10P -> EValue.fromP(log10P, 0.3));
        for (DoubleUnaryOperator calibrator : calibrators) {
            // With p = 10^-x the integral is that of ln(10) 10^(log10 e - x); the mixture's tail falls like 1/(x^2 ln
            // 10).
            double sum = 0;
            double step = 1e-3;
            double end = 400;
            for (double x = step / 2; x < end; x += step) {
                sum += Math.log(10) * Math.pow(10, calibrator.applyAsDouble(-x) - x) * step;
            }
            assertThat(sum).isLessThanOrEqualTo(1 + 1e-6).isGreaterThan(1 - 1.1 / (end * Math.log(10)));
        }
    }

    @Test
    void calibratorsFallAsPGrowsAcrossTheChangeOfFormula() {
        double last = Double.POSITIVE_INFINITY;
        for (double log10P = -0.6; log10P <= 0; log10P += 1e-4) {
            double value = EValue.fromPByMixture(log10P);
            assertThat(value).isLessThan(last).isGreaterThan(last == Double.POSITIVE_INFINITY ? ZERO : last - 1e-4);
            last = value;
        }
        assertThat(EValue.fromPByMixture(0)).isEqualTo(Math.log10(0.5));
        assertThat(EValue.fromP(-4)).isCloseTo(Math.log10(50), within(1e-14));
    }

    @Test
    void backToPIsNeverBetterThanTheStart() {
        for (double log10P : new double[] {0, -0.5, -3, -1e5}) {
            assertThat(EValue.toP(EValue.fromP(log10P))).isBetween(log10P, 0.0);
            assertThat(EValue.toP(EValue.fromPByMixture(log10P))).isBetween(log10P, 0.0);
        }
        assertThat(EValue.toP(ZERO)).isZero();
        assertThat(EValue.toP(2)).isEqualTo(-2);
    }

    @Test
    void mergingDoesNotOverflow() {
        double[] huge = {4e5, 3e5, ZERO};
        assertThat(EValue.product(new double[] {4e5, 3e5})).isEqualTo(7e5);
        assertThat(EValue.product(huge)).isEqualTo(ZERO);
        assertThat(EValue.mean(huge)).isCloseTo(4e5 - Math.log10(3), within(1e-9));
        assertThat(EValue.mean(new double[] {ZERO, ZERO})).isEqualTo(ZERO);
        assertThat(EValue.mean(new double[] {Math.log10(2), Math.log10(4)})).isCloseTo(Math.log10(3), within(1e-15));
        assertThat(EValue.mean(new double[] {Math.log10(2), Math.log10(4)}, new double[] {3, 1}))
                .isCloseTo(Math.log10(2.5), within(1e-15));
        assertThat(EValue.mean(new double[] {5, 5}, new double[] {1e308, 1e308}))
                .isCloseTo(5, within(1e-14));
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> EValue.fromP(0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log10 p must be finite and at most 0, got 0.1 at index 0");
        assertThatThrownBy(() -> EValue.fromPByMixture(Double.NaN))
                .hasMessage("log10 p must be finite and at most 0, got NaN at index 0");
        assertThatThrownBy(() -> EValue.fromP(-1, 1)).hasMessage("kappa must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> EValue.toP(Double.NaN))
                .hasMessage("log10 e must be below infinity, got NaN at index 0");
        assertThatThrownBy(() -> EValue.product(new double[0])).hasMessage("log10E must hold at least 1 value, got 0");
        assertThatThrownBy(() -> EValue.mean(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessage("log10 e must be below infinity, got Infinity at index 1");
        assertThatThrownBy(() -> EValue.mean(new double[] {1, 2}, new double[] {1, -1}))
                .hasMessage("weights must be positive and finite, got -1.0 at index 1");
    }
}
