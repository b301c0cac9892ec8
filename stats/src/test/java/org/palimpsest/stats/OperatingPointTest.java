package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OperatingPointTest {
    @Test
    void refusals() {
        assertThatThrownBy(() -> new OperatingPoint(0, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fpr must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new OperatingPoint(0.1, 1.1, 1, 0)).hasMessage("tpr must be in [0, 1], got 1.1");
        assertThatThrownBy(() -> new OperatingPoint(0.1, 1, 1, 0.2))
                .hasMessage("achievedFpr must be in [0, 0.1], got 0.2");
        assertThatThrownBy(() -> new OperatingPoint(0.1, 1, Double.NaN, 0))
                .hasMessage("threshold must be a number, got NaN");
    }
}
