package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final double[] SQUARES = {1, 4, 9, 16, 25, 36, 49, 64};
    private static final double[] Y = {2, 1, 4, 3, 7, 5, 9, 6};

    /** numpy.linalg.lstsq 2.4.6 on a constant, x and its square. */
    private static final double[] RESIDUALS = {
        0.9583333333333288,
        -1.3273809523809574,
        0.5178571428571379,
        -1.5059523809523867,
        1.60119047619047,
        -1.1607142857142927,
        2.208333333333326,
        -1.291666666666675
    };

    @Test
    void residualsAreThoseOfNumpy() {
        LeastSquares.Fit fit = LeastSquares.fit(Y, List.of(X, SQUARES));
        assertThat(fit.residuals()).containsExactly(RESIDUALS, within(1e-12));
        assertThat(fit.used()).isEqualTo(2);
        assertThat(fit.explained()).isCloseTo(0.6857620241078888, within(1e-12));
    }

    @Test
    void columnsThatRepeatOthersAddNothing() {
        double[] twice = Arrays.stream(X).map(x -> 2 * x - 7).toArray();
        LeastSquares.Fit fit = LeastSquares.fit(Y, List.of(X, twice, new double[8], SQUARES));
        assertThat(fit.residuals()).containsExactly(RESIDUALS, within(1e-12));
        assertThat(fit.used()).isEqualTo(2);
    }

    @Test
    void levelAndScaleOfColumnsDoNotMatter() {
        double[] far = Arrays.stream(X).map(x -> 1e6 + 1e-3 * x).toArray();
        double[] huge = Arrays.stream(SQUARES).map(x -> 1e150 * x).toArray();
        assertThat(LeastSquares.fit(Y, List.of(far, huge)).residuals()).containsExactly(RESIDUALS, within(1e-5));
    }

    @Test
    void aConstantIsExplainedByNothing() {
        LeastSquares.Fit fit = LeastSquares.fit(new double[] {3, 3, 3}, List.of());
        assertThat(fit.residuals()).containsExactly(new double[3], within(1e-15));
        assertThat(fit.explained()).isZero();
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> LeastSquares.fit(new double[0], List.of()))
                .hasMessage("y must hold at least 1 value, got 0");
        assertThatThrownBy(() -> LeastSquares.fit(Y, List.of(new double[3])))
                .hasMessage("column 0 must hold 8 values as y, got 3");
        assertThatThrownBy(() -> LeastSquares.fit(new double[] {1, Double.NaN}, List.of()))
                .hasMessage("y must be finite, got NaN at index 1");
    }
}
