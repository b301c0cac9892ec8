package org.palimpsest.inference.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.RocCurve;

class LogisticRegressionTest {
    private static double[][] rows(int count, int columns, boolean[] labels, double effect) {
        RandomGenerator random = RandomStream.of(5, "rows");
        double[][] rows = new double[count][columns];
        for (int row = 0; row < count; row++) {
            labels[row] = random.nextBoolean();
            for (int column = 0; column < columns; column++) {
                rows[row][column] = random.nextGaussian() + (labels[row] && column == 0 ? effect : 0);
            }
        }
        return rows;
    }

    /** Plain gradient descent on the same objective, written apart. */
    private static double[] descended(double[][] x, boolean[] labels) {
        int columns = x[0].length;
        double[] w = new double[columns + 1];
        for (int step = 0; step < 20_000; step++) {
            double[] g = Arrays.copyOf(w, columns + 1);
            g[columns] = 0;
            for (int row = 0; row < x.length; row++) {
                double score = w[columns];
                for (int column = 0; column < columns; column++) {
                    score += w[column] * x[row][column];
                }
                double miss = 1 / (1 + Math.exp(-score)) - (labels[row] ? 1 : 0);
                for (int column = 0; column < columns; column++) {
                    g[column] += miss * x[row][column];
                }
                g[columns] += miss;
            }
            for (int column = 0; column <= columns; column++) {
                w[column] -= 0.01 * g[column];
            }
        }
        return w;
    }

    @Test
    void weightsAreThoseOfGradientDescent() {
        boolean[] labels = new boolean[60];
        SparseFeatures features = SparseFeatures.standardised(rows(60, 4, labels, 1));
        double[][] x = new double[60][4];
        for (int row = 0; row < 60; row++) {
            features.addTo(x[row], row, 1);
        }
        double[] expected = descended(x, labels);
        double[] found = LogisticRegression.fit(features, IntStream.range(0, 60).toArray(), labels);
        assertThat(found).containsExactly(expected, within(0.02));
        assertThat(expected[0]).isGreaterThan(0.5);
    }

    @Test
    void oneKindOfLabelTeachesNothing() {
        boolean[] labels = new boolean[10];
        SparseFeatures features = SparseFeatures.standardised(rows(10, 3, new boolean[10], 1));
        assertThat(LogisticRegression.fit(features, new int[] {0, 1, 2}, labels))
                .containsOnly(0);
    }

    @Test
    void aConstantColumnIsZero() {
        SparseFeatures features = SparseFeatures.standardised(new double[][] {{7, 1}, {7, 3}});
        assertThat(features.values()).containsExactly(0, -1, 0, 1);
    }

    @Test
    void textsAreScoredByFitsThatNeverSawThem() {
        // every text has a feature of its own: a fit that saw it would tell its label
        int n = 60;
        boolean[] labels = new boolean[n];
        int[] offsets = IntStream.rangeClosed(0, n).toArray();
        int[] indices = IntStream.range(0, n).toArray();
        double[] values = new double[n];
        Arrays.fill(values, 1);
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2 == 0;
        }
        SparseFeatures own = new SparseFeatures(n, offsets, indices, values);
        assertThat(new CrossFit(own, LogisticRegression::classifier, 5, new int[0], 3).auc(labels))
                .isEqualTo(0.5);
    }

    @Test
    void groupsShareAFold() {
        // the feature names the group, and all texts of a group share a label: only a leak could tell it
        int n = 60;
        boolean[] labels = new boolean[n];
        int[] groups = new int[n];
        double[] values = new double[n];
        Arrays.fill(values, 1);
        for (int i = 0; i < n; i++) {
            groups[i] = i / 6;
            labels[i] = groups[i] % 2 == 0;
        }
        SparseFeatures features =
                new SparseFeatures(10, IntStream.rangeClosed(0, n).toArray(), groups, values);
        assertThat(new CrossFit(features, LogisticRegression::classifier, 5, groups, 3).auc(labels))
                .isEqualTo(0.5);
        assertThat(new CrossFit(features, LogisticRegression::classifier, 5, new int[0], 3).auc(labels))
                .isGreaterThan(0.99);
    }

    @Test
    void aRealDifferenceIsFound() {
        boolean[] labels = new boolean[200];
        double[][] rows = rows(200, 5, labels, 2);
        double[] in = IntStream.range(0, 200)
                .filter(i -> labels[i])
                .mapToDouble(i -> rows[i][0])
                .toArray();
        double[] out = IntStream.range(0, 200)
                .filter(i -> !labels[i])
                .mapToDouble(i -> rows[i][0])
                .toArray();
        assertThat(new CrossFit(SparseFeatures.standardised(rows), LogisticRegression::classifier, 5, new int[0], 1)
                        .auc(labels))
                .isCloseTo(RocCurve.auc(in, out), within(0.03));
    }
}
