package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerPlanTest {
    @Test
    void publishedSampleSizes() {
        double[][] rhoAndSize = {
            {0.091, 5_700},
            {0.078, 7_800},
            {0.05, 19_000},
            {0.03, 53_000},
            {0.02, 119_000},
            {0.01, 475_000},
            {0.005, 1_900_000}
        };
        for (double[] row : rhoAndSize) {
            assertThat((double) PowerPlan.sampleSizeForCorrelation(row[0], 1e-8, 0.9))
                    .isCloseTo(row[1], within(0.01 * row[1]));
            assertThat(PowerPlan.sampleSizeForCorrelation(-row[0], 1e-8, 0.9))
                    .isEqualTo(PowerPlan.sampleSizeForCorrelation(row[0], 1e-8, 0.9));
        }
    }

    @Test
    void sizeAndEffectAreInverse() {
        for (long n : new long[] {50, 1_000, 123_456}) {
            double rho = PowerPlan.minimumDetectableCorrelation(n, 0.01, 0.9);
            assertThat(PowerPlan.sampleSizeForCorrelation(rho * (1 - 1e-9), 0.01, 0.9))
                    .isBetween(n, n + 1);
            assertThat(PowerPlan.sampleSizeForCorrelation(rho * (1 + 1e-3), 0.01, 0.9))
                    .isLessThanOrEqualTo(n);
        }
        assertThat(PowerPlan.sampleSizeForCorrelation(0.999, 0.05, 0.5)).isEqualTo(4);
    }

    @Test
    void promisedPowerIsReached() {
        int n = 400;
        double rho = PowerPlan.minimumDetectableCorrelation(n, 0.01, 0.9);
        // The noise that gives a straight line over n places this Pearson correlation; the ranks lose about 5 % of it.
        double slope = Math.sqrt(12) * rho / Math.sqrt(1 - rho * rho);
        SpearmanTest test = SpearmanTest.withDefaults().with(Alternative.GREATER);
        double[] x = Samples.positions(n);
        int found = 0;
        for (int run = 0; run < 1_000; run++) {
            double[] y = Samples.trend(n, slope, RandomStream.of(run, "power"));
            found += test.test(x, y).pValue() <= 0.01 ? 1 : 0;
        }
        assertThat(found / 1_000.0).isBetween(0.84, 0.93);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> PowerPlan.minimumDetectableCorrelation(3, 0.01, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 4, got 3");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0, 0.01, 0.9))
                .hasMessage("rho must be in (-1, 1) and not 0, got 0.0");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(Double.NaN, 0.01, 0.9))
                .hasMessage("rho must be in (-1, 1) and not 0, got NaN");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0.1, 0, 0.9))
                .hasMessage("alpha must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> PowerPlan.sampleSizeForCorrelation(0.1, 0.05, 0.01))
                .hasMessage("power must be in (alpha, 1) = (0.05, 1), got 0.01");
    }
}
