package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastIntervalTest {
    private static final double[] DIFFERENCE = {-1, 1};

    private static int[] own(int n) {
        int[] clusters = new int[n];
        Arrays.setAll(clusters, i -> i);
        return clusters;
    }

    /** Welch: means 2 and 7, variances 1 and 10 by hand, se = sqrt(1/3 + 10/4). */
    @Test
    void aDifferenceHasItsWelchError() {
        double[] values = {1, 2, 3, 3, 6, 9, 10};
        int[] arms = {0, 0, 0, 1, 1, 1, 1};
        RatioInterval.Estimate found = ContrastInterval.withDefaults().of(values, arms, own(7), DIFFERENCE);
        assertThat(found.value()).isCloseTo(5, within(1e-12));
        assertThat(found.standardError()).isCloseTo(Math.sqrt(1 / 3.0 + 10 / 4.0), within(1e-12));
        assertThat(found.clusters()).isEqualTo(7);
        assertThat(found.interval().low()).isLessThan(5);
        assertThat(found.interval().high()).isGreaterThan(5);
    }

    /** Two units of one value each, in one cluster, are as one unit: half the clusters, the error of their means. */
    @Test
    void twinsInAClusterCountOnce() {
        double[] values = {1, 1, 2, 2, 3, 3, 3, 3, 6, 6, 9, 9, 10, 10};
        int[] arms = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
        int[] clusters = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
        RatioInterval.Estimate found = ContrastInterval.withDefaults().of(values, arms, clusters, DIFFERENCE);
        assertThat(found.standardError()).isCloseTo(Math.sqrt(1 / 3.0 + 10 / 4.0), within(1e-12));
        assertThat(found.clusters()).isEqualTo(7);
    }

    /** Pairs across both arms: their common part cancels, as in a paired test: differences 1, 2, 3, se = 1 / sqrt(3). */
    @Test
    void clustersAcrossCellsCancelWhatTheyShare() {
        double[] values = {100, 101, 0, 2, -50, -47};
        int[] arms = {0, 1, 0, 1, 0, 1};
        int[] clusters = {7, 7, 8, 8, 9, 9};
        RatioInterval.Estimate found = ContrastInterval.withDefaults().of(values, arms, clusters, DIFFERENCE);
        assertThat(found.value()).isCloseTo(2, within(1e-12));
        assertThat(found.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    }

    /** Of 300 intervals 95 % should hold the truth; two standard errors are 2.5 points. Units of a cluster share half their variance. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void intervalsOfAnInteractionCoverIt(int together) {
        int covered = 0;
        for (int seed = 0; seed < 300; seed++) {
            RandomGenerator random = RandomStream.of(seed, "contrast coverage");
            int n = 60 * together;
            double[] values = new double[n];
            int[] cells = new int[n];
            int[] clusters = new int[n];
            double shared = 0;
            for (int i = 0; i < n; i++) {
                clusters[i] = i / together;
                shared = i % together == 0 ? -Math.log(random.nextDouble()) : shared;
                cells[i] = clusters[i] % 4;
                values[i] = shared - Math.log(random.nextDouble()) + (cells[i] == 3 ? 2 : 0);
            }
            covered += ContrastInterval.withDefaults()
                            .withResamples(399)
                            .withSeed(seed)
                            .of(values, cells, clusters, new double[] {1, -1, -1, 1})
                            .interval()
                            .contains(2)
                    ? 1
                    : 0;
        }
        assertThat(covered / 300.0).isBetween(0.915, 0.98);
    }

    @Test
    void whatCannotBeContrastedIsRefused() {
        ContrastInterval interval = ContrastInterval.withDefaults();
        assertThatThrownBy(() -> interval.of(new double[] {1, 2}, new int[] {0, 0}, own(2), DIFFERENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every cell must have a unit");
        assertThatThrownBy(() -> interval.of(new double[] {1, 2}, new int[] {0, 2}, own(2), DIFFERENCE))
                .hasMessage("cells must be in [0, 2), got 2");
        assertThatThrownBy(() -> interval.of(new double[] {1, 2}, new int[] {0, 1}, new int[] {5, 5}, DIFFERENCE))
                .hasMessage("clusters must be at least 2, got 1");
        assertThatThrownBy(() -> interval.of(new double[] {1, 2}, new int[1], own(2), DIFFERENCE))
                .hasMessage("cells and clusters must be as many as values, got 1, 2 and 2");
        assertThatThrownBy(() -> interval.withResamples(99)).hasMessage("resamples must be at least 100, got 99");
        assertThatThrownBy(() -> interval.withConfidence(1)).hasMessage("confidence must be in (0, 1), got 1.0");
        assertThat(interval.withConfidence(0.5)
                        .of(new double[] {4, 4, 9, 9}, new int[] {0, 0, 1, 1}, own(4), DIFFERENCE)
                        .interval())
                .isEqualTo(new Interval(5, 5, 0.5));
    }
}
