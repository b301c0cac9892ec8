package org.palimpsest.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final Axis LINEAR = Axis.of("x");
    private static final Axis LOG = LINEAR.with(AxisScale.LOG2);

    @Test
    void ticksAreRound() {
        assertThat(Ticks.of(LINEAR, 0, 4000, 8).labels())
                .containsExactly("0", "500", "1,000", "1,500", "2,000", "2,500", "3,000", "3,500", "4,000");
        assertThat(Ticks.of(LINEAR, -0.13, 0.28, 5).labels()).containsExactly("−0.2", "−0.1", "0", "0.1", "0.2", "0.3");
        assertThat(Ticks.of(LINEAR, 0, 1, 4).labels()).containsExactly("0", "0.25", "0.5", "0.75", "1");
    }

    @Test
    void everyRangeIsCoveredByAFewTicks() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 9));
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(-8, 9)) + Math.abs(low) * 1e-6;
            Ticks ticks = Ticks.of(LINEAR, low, high, 6);
            assertThat(ticks.low()).isLessThanOrEqualTo(low);
            assertThat(ticks.high()).isGreaterThanOrEqualTo(high);
            assertThat(ticks.values()).isSorted().hasSizeBetween(3, 10);
            assertThat(ticks.labels()).as("%s %s", low, high).hasSameSizeAs(ticks.values());
        }
    }

    @Test
    void fixedBoundsAreKept() {
        Ticks ticks = Ticks.of(LINEAR.between(0.03, 0.97), 0, 1, 4);
        assertThat(ticks.low()).isEqualTo(0.03);
        assertThat(ticks.high()).isEqualTo(0.97);
        assertThat(ticks.labels()).containsExactly("0.25", "0.5", "0.75");
    }

    @Test
    void logTicksArePowersOfTwo() {
        assertThat(Ticks.of(LOG, 1, 64, 8).values()).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0);
        assertThat(Ticks.of(LOG, 0.3, 3, 8).labels()).containsExactly("0.25", "0.5", "1", "2", "4");
        assertThat(Ticks.of(LOG, 1, 1 << 20, 7).values())
                .hasSizeLessThanOrEqualTo(8)
                .startsWith(1.0);
    }

    @Test
    void aSingleValueStillHasAnAxis() {
        assertThat(Ticks.of(LINEAR, 0, 0, 4).values()).contains(0.0).hasSizeGreaterThan(2);
        Ticks ticks = Ticks.of(LINEAR, 5, 5, 4);
        assertThat(ticks.low()).isLessThan(5);
        assertThat(ticks.high()).isGreaterThan(5);
        assertThat(Ticks.of(LOG, 8, 8, 4).values()).containsExactly(8.0, 16.0);
    }

    @Test
    void veryLongAndVeryShortAxesUseExponents() {
        assertThat(Ticks.of(LINEAR, 0, 4e9, 4).labels()).containsExactly("0", "1e9", "2e9", "3e9", "4e9");
        assertThat(Ticks.of(LINEAR, 0, 5e-6, 2).labels()).containsExactly("0", "2.5e−6", "5e−6");
    }

    @Test
    void refusesBoundsThatAreNone() {
        assertThatThrownBy(() -> LINEAR.between(2, 2))
                .hasMessage("axis \"x\" must begin below its end, got 2.0 and 2.0");
        assertThatThrownBy(() -> LINEAR.from(Double.NaN)).hasMessage("a bound of axis \"x\" must be finite, got NaN");
        assertThatThrownBy(() -> LOG.from(0)).hasMessage("a bound of log axis \"x\" must be positive, got 0.0");
    }
}
