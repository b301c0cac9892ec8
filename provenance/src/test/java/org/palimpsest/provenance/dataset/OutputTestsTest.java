package org.palimpsest.provenance.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Peakedness, guided prompts and collections. */
class OutputTestsTest {
    private static int slow(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length + b.length;
        }
        int[] restA = Arrays.copyOfRange(a, 1, a.length);
        int[] restB = Arrays.copyOfRange(b, 1, b.length);
        int kept = slow(restA, restB) + (a[0] == b[0] ? 0 : 1);
        return Math.min(kept, 1 + Math.min(slow(restA, b), slow(a, restB)));
    }

    @Test
    void editDistanceIsThatOfTheRecursion() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            int[] a = random.ints(random.nextInt(6), 0, 3).toArray();
            int[] b = random.ints(random.nextInt(6), 0, 3).toArray();
            assertThat(EditDistance.between(a, b)).isEqualTo(slow(a, b));
        }
    }

    @Test
    void peakCountsSamplesWithinAShareOfTheLongest() {
        int[] greedy = {1, 2, 3, 4};
        List<int[]> samples =
                List.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 3, 5}, new int[] {9, 9, 9, 9}, new int[] {
                    1, 2, 3, 4, 5, 6, 7, 8
                });
        // the longest has 8 tokens: a quarter allows 2 edits
        assertThat(new Peakedness(0.25).of(greedy, samples)).isEqualTo(0.5);
        assertThat(Peakedness.withDefaults().of(greedy, samples)).isEqualTo(0.25);
        assertThatThrownBy(() -> Peakedness.withDefaults().of(greedy, List.of()))
                .hasMessage("at least 1 sampled answer is needed, got 0");
    }

    @Test
    void rougeLIsTheF1OfTheLongestCommonSubsequence() {
        List<String> truth = List.of("the", "cat", "sat", "on", "the", "mat");
        // the longest common subsequence is the, cat, the, mat: 2 * 4 / (6 + 5)
        assertThat(GuidedPromptTest.rougeL(truth, List.of("the", "cat", "is", "the", "mat")))
                .isCloseTo(8 / 11.0, within(1e-15));
        assertThat(GuidedPromptTest.rougeL(truth, List.of())).isZero();
        assertThat(GuidedPromptTest.rougeL(truth, truth)).isEqualTo(1);
    }

    @Test
    void signsAreFlippedByCluster() {
        double[] guided = {0.9, 0.8, 0.7, 0.9, 0.6, 0.8};
        double[] general = {0.1, 0.2, 0.3, 0.2, 0.1, 0.3};
        GuidedPromptTest test = GuidedPromptTest.withDefaults();
        assertThat(test.paired(guided, general, Clusters.singletons(6)).pValue())
                .isEqualTo(1 / 64.0);
        Clusters two = new Clusters(new int[] {0, 0, 0, 1, 1, 1}, 2);
        assertThat(test.paired(guided, general, two).pValue()).isEqualTo(0.25);
        // sums -0.5 and 0.4: a mean of -0.05, which 3 of the 4 signings reach
        double[] mixed = {-0.9, 0.3, 0.1, 0.2, 0.1, 0.1};
        assertThat(test.paired(mixed, new double[6], two).pValue()).isEqualTo(0.75);
    }

    @Test
    void documentsNotParagraphsAreCounted() {
        double[] scores = {3, 5, 1, 1, 1, 2, 0, 0};
        List<String> documents = List.of("a", "a", "b", "b", "b", "c", "d", "d");
        boolean[] suspect = {true, true, false, false, false, true, false, false};
        List<String> alone = Arrays.asList(new String[8]);
        CollectionTest.Result result = CollectionTest.withDefaults().test(scores, documents, suspect, alone);
        // means 4, 1, 2, 0: both suspect documents on top
        assertThat(result.test().statistic()).isEqualTo(1);
        assertThat(result.test().n()).isEqualTo(4);
        assertThat(result.log10Floor()).isCloseTo(-Math.log10(6), within(1e-12));
        boolean[] torn = suspect.clone();
        torn[1] = false;
        assertThatThrownBy(() -> CollectionTest.withDefaults().test(scores, documents, torn, alone))
                .hasMessageContaining("got two of each in document a");
    }
}
