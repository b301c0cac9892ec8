package org.palimpsest.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void histogramsCountEveryValueOnce() {
        assertThat(Series.histogram("h", new double[] {0, 1, 1.9, 2, 3.9, 4}, 2))
                .isEqualTo(new Series("h", SeriesKind.BARS, List.of(0.0, 2.0, 4.0), List.of(3.0, 3.0)));
        double[] values = new SplittableRandom(7).doubles(1000).toArray();
        assertThat(Series.histogram("h", values, 17).y().stream()
                        .mapToDouble(y -> y)
                        .sum())
                .isEqualTo(1000);
    }

    @Test
    void equalValuesFillOneBin() {
        Series bars = Series.histogram("h", new double[] {3, 3, 3}, 1);
        assertThat(bars.x()).containsExactly(2.5, 3.5);
        assertThat(bars.y()).containsExactly(3.0);
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        assertThatThrownBy(() -> Series.line("a", new double[] {1, 2}, new double[] {1, Double.NaN}))
                .hasMessage("y[1] of series \"a\" must be finite, got NaN");
        assertThatThrownBy(() -> Series.histogram("a", new double[] {Double.POSITIVE_INFINITY}, 3))
                .hasMessage("value[0] of series \"a\" must be finite, got Infinity");
    }

    @Test
    void refusesLengthsThatDoNotFit() {
        assertThatThrownBy(() -> Series.line("a", new double[] {1, 2}, new double[] {1}))
                .hasMessage("series \"a\" of kind LINE needs values and as many x as y, got 2 x and 1 y");
        assertThatThrownBy(() -> Series.bars("a", new double[] {1}, new double[] {1}))
                .hasMessage("series \"a\" of kind BARS needs values and one more x than y, got 1 x and 1 y");
        assertThatThrownBy(() -> Series.bars("a", new double[] {1, 1}, new double[] {1}))
                .hasMessage("edges of bars \"a\" must ascend, got 1.0 before 1.0");
        assertThatThrownBy(() -> Series.histogram("a", new double[] {1}, 0))
                .hasMessage("bins must be in [1, 10000], got 0");
        assertThatThrownBy(() -> Series.histogram("a", new double[0], 3))
                .hasMessage("histogram \"a\" needs at least 1 value, got 0");
    }

    @Test
    void intervalsAreTwoEndsOfOneX() {
        Series series = Series.intervals("i", new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        assertThat(series.x()).containsExactly(1.0, 1.0, 2.0, 2.0);
        assertThat(series.y()).containsExactly(3.0, 5.0, 4.0, 6.0);
        assertThatThrownBy(() -> Series.intervals("i", new double[2], new double[2], new double[1]))
                .hasMessage("series \"i\" needs as many x, low and high, got 2, 2 and 1");
        assertThatThrownBy(() -> new Series("i", SeriesKind.INTERVALS, List.of(1.0), List.of(1.0)))
                .hasMessage("intervals of series \"i\" must have two ends each, got 1 ends");
    }
}
