package org.palimpsest.provenance.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetInferenceTestTest {
    private static NullSets.Drawn lifted(double by) {
        NullSets.Drawn drawn = new NullSets(30, 3, 5, 0.3, 1).draw(3);
        for (int i = 0; i < drawn.rows().length; i++) {
            drawn.rows()[i][2] += drawn.suspect()[i] ? by : 0;
        }
        return drawn;
    }

    @ParameterizedTest
    @EnumSource
    void aSetThatTheModelKnowsIsFoundOnOneSideOnly(DatasetInferenceTest.Design design) {
        NullSets.Drawn drawn = lifted(5);
        DatasetInferenceTest test =
                DatasetInferenceTest.withDefaults().with(design).withPermutations(199);
        DatasetInferenceTest.Result found = test.test(drawn.rows(), drawn.suspect(), drawn.clusters());
        assertThat(found.test().pValue()).isEqualTo(1 / 200.0);
        assertThat(found.test().statistic()).isGreaterThan(0.9);
        assertThat(found.log10Floor()).isCloseTo(-Math.log10(200), within(1e-12));
    }

    @Test
    void halvesShareNoClusterAndCountTexts() {
        NullSets.Drawn drawn = lifted(0);
        DatasetInferenceTest.Result result = DatasetInferenceTest.withDefaults()
                .withPermutations(99)
                .test(drawn.rows(), drawn.suspect(), drawn.clusters());
        assertThat(result.trainingTexts()).isEqualTo(90);
        assertThat(result.heldTexts()).isEqualTo(90);
        assertThat(result.units().suspect()).isEqualTo(15);
        assertThat(result.units().other()).isEqualTo(15);
    }

    @Test
    void constantsComeFromTrainingTextsAlone() {
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(i -> new double[] {i % 7, i * i % 11})
                .toArray(double[][]::new);
        int[] training = IntStream.range(0, 20).toArray();
        FeatureScaling before = FeatureScaling.fit(rows, training, FeatureScaling.CUT);
        rows[30][0] = 1e9;
        FeatureScaling after = FeatureScaling.fit(rows, training, FeatureScaling.CUT);
        assertThat(after.apply(rows[3])).containsExactly(before.apply(rows[3]));
        // an outlier of a held text is cut at the limit of the training texts
        assertThat(after.apply(rows[30])[0]).isEqualTo((after.high()[0] - after.mean()[0]) / after.deviation()[0]);
    }

    @Test
    void scalingIsThatOfNumpy() {
        // numpy.quantile([0, 1, 2, 3, 100], [.025, .975]) = 0.1, 90.3
        double[][] rows = {{0}, {1}, {2}, {3}, {100}, {Double.NaN}};
        FeatureScaling scaling = FeatureScaling.fit(rows, new int[] {0, 1, 2, 3, 4, 5}, 0.025);
        assertThat(scaling.low()[0]).isCloseTo(0.1, within(1e-12));
        assertThat(scaling.high()[0]).isCloseTo(90.3, within(1e-12));
        assertThat(scaling.median()[0]).isEqualTo(2);
        double[] cut = {0.1, 1, 2, 3, 90.3, 2};
        assertThat(scaling.mean()[0]).isCloseTo(Arrays.stream(cut).average().orElseThrow(), within(1e-12));
    }

    @Test
    void weightsSolveTheRidgeEquations() {
        double[][] rows = {{-1, 2}, {1, -1}, {-2, 1}, {2, 3}, {0, -2}, {3, 1}};
        boolean[] suspect = {false, true, false, true, false, true};
        int[] all = {0, 1, 2, 3, 4, 5};
        LinearScore score = LinearScore.fit(rows, suspect, all);
        double[] gradient = new double[2];
        for (int i : all) {
            double[] x = score.scaling().apply(rows[i]);
            double miss = x[0] * score.weights()[0] + x[1] * score.weights()[1] - (suspect[i] ? 1 : -1);
            gradient[0] += miss * x[0];
            gradient[1] += miss * x[1];
        }
        assertThat(gradient[0] + 0.01 * 6 * score.weights()[0]).isCloseTo(0, within(1e-12));
        assertThat(gradient[1] + 0.01 * 6 * score.weights()[1]).isCloseTo(0, within(1e-12));
    }

    @Test
    void clustersOfBothSetsArePermutedWithin() {
        boolean[] suspect = {true, false, true, false, true, false, true, false};
        Clusters two = new Clusters(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 2);
        assertThat(two.mixed(suspect)).isTrue();
        Units units = Units.of(suspect, two);
        assertThat(units.suspect()).isEqualTo(4);
        // (4 over 2) squared assignments
        assertThat(units.log10Assignments()).isCloseTo(Math.log10(36), within(1e-12));
        double[] scores = {5, 1, 6, 2, 15, 11, 16, 12};
        double p = new ClusterTest(9_999, 1).ofScores(scores, suspect, two).pValue();
        assertThat(p).isCloseTo(1 / 36.0, within(0.006));
    }

    @Test
    void clustersOfOneSetKeepOneLabel() {
        boolean[] suspect = {true, true, true, true, false, false, false, false};
        Clusters four = new Clusters(new int[] {0, 0, 1, 1, 2, 2, 3, 3}, 4);
        double[] scores = {8, 7, 6, 5, 4, 3, 2, 1};
        // 1 of 6 assignments of two clusters; of texts it would be 1 of 70
        assertThat(new ClusterTest(9_999, 1).ofScores(scores, suspect, four).pValue())
                .isCloseTo(1 / 6.0, within(0.015));
        assertThat(Units.of(suspect, four).log10Floor(9_999)).isCloseTo(-Math.log10(6), within(1e-12));
    }

    @Test
    void badInputIsNamed() {
        DatasetInferenceTest test = DatasetInferenceTest.withDefaults();
        boolean[] suspect = {true, true, false, false};
        double[][] rows = {{1}, {2}, {3}, {4}};
        assertThatThrownBy(() -> test.test(rows, suspect, new Clusters(new int[] {0, 0, 1, 1}, 2)))
                .hasMessageContaining("at least 2 clusters of each set");
        assertThatThrownBy(() -> test.test(rows, suspect, Clusters.singletons(3)))
                .hasMessage("suspect must hold a label for each of the 3 texts, got 4");
        double[][] ragged = {{1}, {2}, {3, 4}, {4}};
        assertThatThrownBy(() -> test.test(ragged, suspect, Clusters.singletons(4)))
                .hasMessage("every text must have 1 features as the first, got 2 for text 2");
        assertThatThrownBy(() -> test.withPermutations(0)).hasMessage("permutations must be at least 1, got 0");
    }
}
