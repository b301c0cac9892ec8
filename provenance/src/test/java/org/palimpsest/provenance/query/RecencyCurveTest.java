package org.palimpsest.provenance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class RecencyCurveTest {
    /** numpy: mean of 1, 2, 4, 5, 8 is 4, s is 2.7386127875; overall mean of both bins is 6. */
    @Test
    void meansAndIntervalsAreThoseWorkedOutByHand() {
        double[] positions = {50, 10, 20, 30, 40, 90, 60, 70, 80, 99, Double.NaN};
        double[] scores = {8, 1, 2, 4, 5, 8, 8, 8, 8, 8, 1_000};
        RecencyCurve curve = RecencyCurve.of(new QueryData(positions, scores, null, false), 20);
        assertThat(curve.bins()).hasSize(2);
        RecencyCurve.Bin first = curve.bins().get(0);
        assertThat(first.n()).isEqualTo(5);
        assertThat(first.middle()).isEqualTo(0.25);
        assertThat(first.mean()).isCloseTo(-2, within(1e-12));
        double half = 1.959963984540054 * 2.7386127875258306 / Math.sqrt(5);
        assertThat(first.interval().low()).isCloseTo(-2 - half, within(1e-12));
        assertThat(first.interval().high()).isCloseTo(-2 + half, within(1e-12));
        assertThat(curve.bins().get(1).mean()).isCloseTo(2, within(1e-12));
        assertThat(curve.bins().get(1).interval().low()).isCloseTo(2, within(1e-12));
    }

    /** What a stratum is above another is no recency, wherever its positions lie. */
    @Test
    void strataAreCentredAndRankedByThemselves() {
        double[] positions = new double[40];
        double[] scores = new double[40];
        int[] strata = new int[40];
        for (int i = 0; i < 40; i++) {
            strata[i] = i / 20;
            positions[i] = i;
            scores[i] = 100 * strata[i] + (i % 20 < 10 ? 0 : 1);
        }
        RecencyCurve curve = RecencyCurve.of(new QueryData(positions, scores, strata, true), 2);
        assertThat(curve.bins()).extracting(RecencyCurve.Bin::n).containsExactly(20, 20);
        assertThat(curve.bins().get(0).mean()).isCloseTo(-0.5, within(1e-12));
        assertThat(curve.bins().get(1).mean()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void intervalsOfScoresWithoutRecencyCoverZero() {
        RandomGenerator random = RandomStream.of(3, "recency curve");
        double[] positions = new double[4_000];
        Arrays.setAll(positions, i -> i);
        double[] scores = random.doubles(4_000).toArray();
        RecencyCurve curve = RecencyCurve.of(new QueryData(positions, scores, null, false), 100);
        assertThat(curve.bins()).hasSize(100);
        assertThat(curve.bins().stream()
                        .filter(bin -> bin.interval().contains(0))
                        .count())
                .isBetween(88L, 100L);
    }

    @Test
    void numbersOfBinsAreChecked() {
        assertThatThrownBy(() -> RecencyCurve.of(new QueryData(new double[3], new double[3], null, false), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bins must be at least 1, got 0");
        assertThat(RecencyCurve.of(new QueryData(new double[0], new double[0], null, false), 5)
                        .bins())
                .isEmpty();
    }
}
