package org.palimpsest.provenance.dataset;

import java.util.List;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.SignFlipTest;
import org.palimpsest.stats.StudentPower;
import org.palimpsest.stats.TestResult;

/**
 * Guided prompting: does a model complete items better when the prompt names the dataset and its split? (Golchin and Surdeanu
 * 2024, arXiv 2308.08493.) Every item has one completion with and one without the name; the difference of their overlaps with the
 * true rest is summed over each cluster, and signs are flipped.
 *
 * <p>H0: within every cluster the guided and the general completions are exchangeable. A rejection says that the name helps. A name
 * can also help a model that never saw the items, by telling it the style: with control items of the same style that cannot have been
 * seen, {@link #againstControls} tests whether it helps suspect items more.
 */
public final class GuidedPromptTest {
    private static final String NULL =
            "within every cluster, completions with and without the name of the dataset are exchangeable";

    private final int permutations;
    private final long seed;

    private GuidedPromptTest(int permutations, long seed) {
        this.permutations = permutations;
        this.seed = seed;
    }

    /** 9,999 signings or permutations where they are needed, seed 0. */
    public static GuidedPromptTest withDefaults() {
        return new GuidedPromptTest(9_999, 0);
    }

    /**
     * The same test with other random draws.
     *
     * @param count at least 1
     * @param chosenSeed their seed
     * @throws IllegalArgumentException if count is below 1
     */
    public GuidedPromptTest withPermutations(int count, long chosenSeed) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new GuidedPromptTest(count, chosenSeed);
    }

    /**
     * Tests whether the name helps. The statistic is the mean of the clusters' sums; n counts clusters.
     *
     * @param guided overlap of each item's completion with the name, finite
     * @param general the same without the name
     * @param clusters which items belong together
     * @throws IllegalArgumentException if the lengths differ or a value is not finite
     */
    public TestResult paired(double[] guided, double[] general, Clusters clusters) {
        double[] differences = differences(guided, general);
        clusters.requireAsMany(differences.length);
        double[] sums = new double[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < differences.length; i++) {
            sums[of[i]] += differences[i];
        }
        TestResult flips = SignFlipTest.withDefaults()
                .with(Alternative.GREATER)
                .withFlips(permutations)
                .withSeed(seed)
                .test(sums);
        return ClusterTest.named(NULL, flips);
    }

    /**
     * Tests whether the name helps suspect items more than control items, by {@link ClusterTest} on the differences.
     *
     * @param guided overlap of each item's completion with the name, finite
     * @param general the same without the name
     * @param suspect for each item whether it is suspect; else it is a control
     * @param clusters which items belong together
     * @throws IllegalArgumentException if lengths differ, a kind is missing or a value is not finite
     */
    public TestResult againstControls(double[] guided, double[] general, boolean[] suspect, Clusters clusters) {
        return new ClusterTest(permutations, seed).ofScores(differences(guided, general), suspect, clusters);
    }

    /**
     * The conclusion from {@link #paired}.
     *
     * @param test its outcome
     * @param alpha level in (0, 1)
     * @param randomisation what is known
     */
    public Conclusion conclude(TestResult test, double alpha, Randomisation randomisation) {
        double floor = Math.max(-test.n() * Math.log10(2), -Math.log10(1.0 + permutations));
        return Units.conclude(
                test,
                floor,
                alpha,
                randomisation,
                test.n() < 2
                        ? null
                        : PowerPlan.of(StudentPower.signFlip(alpha, Alternative.GREATER), Conclusion.POWER)
                                .detectable(test.n()));
    }

    private static double[] differences(double[] guided, double[] general) {
        if (guided.length != general.length) {
            throw new IllegalArgumentException(
                    "guided and general must be equally long, got " + guided.length + " and " + general.length);
        }
        double[] differences = new double[guided.length];
        for (int i = 0; i < guided.length; i++) {
            differences[i] = guided[i] - general[i];
        }
        return differences;
    }

    /**
     * ROUGE-L (Lin 2004): F1 of the longest common subsequence of words, {@code 2 l / (m + n)}.
     *
     * @param truth words of the true rest
     * @param completion words of the completion
     * @return a number in [0, 1]; 0 if either has no word
     */
    public static double rougeL(List<String> truth, List<String> completion) {
        if (truth.isEmpty() || completion.isEmpty()) {
            return 0;
        }
        int[] row = new int[completion.size() + 1];
        for (String word : truth) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(completion.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return 2.0 * row[completion.size()] / (truth.size() + completion.size());
    }
}
