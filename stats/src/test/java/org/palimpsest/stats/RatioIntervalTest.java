package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {
    @Test
    void valueAndStandardErrorAreThoseWorkedOutByHand() {
        // r = 8/4 = 2; residuals u - 2 v: 1, -1, 0, 0; s = sqrt(2/(4*3)) / 1
        RatioInterval.Estimate estimate =
                RatioInterval.withDefaults().of(new double[] {2, 1, 3, 2}, new double[] {0.5, 1, 1.5, 1});
        assertThat(estimate.value()).isEqualTo(2);
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(2.0 / 12), within(1e-15));
        assertThat(estimate.interval().contains(2)).isTrue();
        assertThat(estimate.clusters()).isEqualTo(4);
    }

    @Test
    void aMeanIsARatioOverOnesAndConstantsHaveNoWidth() {
        RatioInterval.Estimate mean = RatioInterval.withDefaults().ofMean(new double[] {1, 2, 6});
        assertThat(mean.value()).isEqualTo(3);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(14.0 / 6), within(1e-15));
        RatioInterval.Estimate constant = RatioInterval.withDefaults().ofMean(new double[] {5, 5, 5});
        assertThat(constant.interval().low()).isEqualTo(5);
        assertThat(constant.interval().high()).isEqualTo(5);
    }

    @Test
    void mirroredDataHaveTheMirroredInterval() {
        double[] u = {1, 2, 6, 3, 9, 4};
        double[] minus = {-1, -2, -6, -3, -9, -4};
        Interval up = RatioInterval.withDefaults().ofMean(u).interval();
        Interval down = RatioInterval.withDefaults().ofMean(minus).interval();
        assertThat(down.low()).isCloseTo(-up.high(), within(1e-12));
        assertThat(down.high()).isCloseTo(-up.low(), within(1e-12));
    }

    @Test
    void theStudentisedIntervalCoversSkewedRatiosOfFewClusters() {
        int covered = 0;
        int plain = 0;
        int runs = 600;
        RatioInterval interval = RatioInterval.withDefaults().withResamples(399);
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStream.of(run, "ratio coverage");
            double[] u = new double[20];
            double[] v = new double[20];
            for (int i = 0; i < u.length; i++) {
                v[i] = 2 + random.nextGaussian() * 0.5;
                // mean 3 - skewed noise of mean 0
                u[i] = 1.5 * v[i] + (random.nextExponential() - 1);
            }
            covered += interval.of(u, v).interval().contains(1.5) ? 1 : 0;
            plain += interval.with(RatioInterval.Ends.PERCENTILE)
                            .of(u, v)
                            .interval()
                            .contains(1.5)
                    ? 1
                    : 0;
        }
        assertThat(covered / (double) runs).isBetween(0.92, 0.98);
        assertThat(plain).isLessThan(covered);
    }

    @Test
    void badInputIsNamed() {
        RatioInterval interval = RatioInterval.withDefaults();
        assertThatThrownBy(() -> interval.of(new double[] {1, 2}, new double[] {1, -1}))
                .hasMessage("the mean of v must not be 0");
        assertThatThrownBy(() -> interval.of(new double[] {1, Double.NaN}, new double[] {1, 1}))
                .hasMessageContaining("u");
        assertThatThrownBy(() -> interval.ofMean(new double[] {1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> interval.withResamples(99)).hasMessage("resamples must be at least 100, got 99");
        assertThatThrownBy(() -> interval.withConfidence(1)).hasMessage("confidence must be in (0, 1), got 1.0");
    }
}
