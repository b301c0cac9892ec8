package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void endsAreWhereTheTailsHoldHalfTheError() {
        for (int n : new int[] {1, 7, 40}) {
            for (int s = 0; s <= n; s++) {
                Interval interval = Interval.clopperPearson(s, n, 0.95);
                if (s > 0) {
                    double upper = Math.pow(10, BinomialTail.log10Upper(n, interval.low(), s));
                    assertThat(upper).isCloseTo(0.025, within(1e-10));
                } else {
                    assertThat(interval.low()).isZero();
                }
                if (s < n) {
                    double lower = Math.pow(10, BinomialTail.log10Upper(n, 1 - interval.high(), n - s));
                    assertThat(lower).isCloseTo(0.025, within(1e-10));
                } else {
                    assertThat(interval.high()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void containsItsEnds() {
        Interval interval = new Interval(0.25, 0.5, 0.9);
        assertThat(interval.contains(0.25)).isTrue();
        assertThat(interval.contains(0.5)).isTrue();
        assertThat(interval.contains(0.24)).isFalse();
        assertThat(interval.contains(0.51)).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> Interval.clopperPearson(0, 0, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 1, got 0");
        assertThatThrownBy(() -> Interval.clopperPearson(4, 3, 0.9)).hasMessage("successes must be in [0, 3], got 4");
        assertThatThrownBy(() -> Interval.clopperPearson(1, 3, 1)).hasMessage("confidence must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new Interval(2, 1, 0.9))
                .hasMessage("low and high must be finite and ordered, got 2.0 and 1.0");
        assertThatThrownBy(() -> new Interval(0, Double.NaN, 0.9))
                .hasMessage("low and high must be finite and ordered, got 0.0 and NaN");
        assertThatThrownBy(() -> new Interval(0, 1, 0)).hasMessage("confidence must be in (0, 1), got 0.0");
    }
}
