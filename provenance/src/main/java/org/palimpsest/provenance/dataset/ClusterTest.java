package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.LabelPermutationTest;
import org.palimpsest.stats.MidRanks;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.RocCurve;
import org.palimpsest.stats.TestResult;

/**
 * Tests whether suspect texts score above the others, with clusters for units: {@code p = (1 + b) / (1 + B)} of the area under
 * the ROC curve.
 *
 * <p>H0: which clusters are suspect is random given the scores; where a cluster holds both kinds, which of its texts are.
 * P(p &le; a) &le; a then holds at every number of texts, whatever the dependence within a cluster. The test is one-sided: suspect
 * texts score higher. Two ways in: fixed scores, and a whole procedure that is repeated on permuted labels.
 *
 * @param permutations B, at least 1
 * @param seed of the permutations
 */
public record ClusterTest(int permutations, long seed) {
    private static final String WITHIN = "within each cluster, which texts are suspect is random given the texts";

    /**
     * Checks the number of permutations.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ClusterTest {
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
        }
    }

    /**
     * Tests fixed scores; the statistic is the area, n counts texts. O(n) a permutation.
     *
     * @param scores finite, higher for texts that the model knows
     * @param suspect for each score whether its text is of the suspect set; both kinds must occur
     * @param clusters which texts belong together
     * @throws IllegalArgumentException if the lengths differ, a kind is missing or a score is not finite
     */
    public TestResult ofScores(double[] scores, boolean[] suspect, Clusters clusters) {
        if (scores.length != suspect.length) {
            throw new IllegalArgumentException(
                    "scores and suspect must be equally long, got " + scores.length + " and " + suspect.length);
        }
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite, got " + score);
            }
        }
        double[] ranks = MidRanks.of(scores);
        return clusters.mixed(suspect)
                ? test(suspect, clusters, labels -> auc(ranks, labels))
                : pure(scores, suspect, clusters);
    }

    /**
     * Tests a procedure.
     *
     * @param aucOfLabels fits and scores with the labels that it is given; safe for threads
     */
    TestResult test(boolean[] suspect, Clusters clusters, ToDoubleFunction<boolean[]> aucOfLabels) {
        if (!clusters.mixed(suspect)) {
            return labelTest()
                    .withGroups(clusters.of())
                    .test(suspect, aucOfLabels)
                    .test();
        }
        TestResult within = PermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .withPermutations(permutations)
                .withSeed(seed)
                .withBlocks(clusters.of())
                .test(suspect.length, order -> {
                    boolean[] labels = new boolean[order.length];
                    for (int i = 0; i < order.length; i++) {
                        labels[i] = suspect[order[i]];
                    }
                    return aucOfLabels.applyAsDouble(labels);
                })
                .test();
        return named(WITHIN, within);
    }

    private TestResult pure(double[] scores, boolean[] suspect, Clusters clusters) {
        int[] order = suspectsFirst(suspect);
        int suspects = count(suspect, true);
        double[] in = new double[suspects];
        double[] out = new double[suspect.length - suspects];
        int[] groups = new int[suspect.length];
        int[] of = clusters.of();
        for (int i = 0; i < order.length; i++) {
            groups[i] = of[order[i]];
            if (i < suspects) {
                in[i] = scores[order[i]];
            } else {
                out[i - suspects] = scores[order[i]];
            }
        }
        return labelTest().withGroups(groups).fixedScores(in, out).test();
    }

    private LabelPermutationTest labelTest() {
        return LabelPermutationTest.withDefaults()
                .with(Alternative.GREATER)
                .withPermutations(permutations)
                .withSeed(seed);
    }

    private static int[] suspectsFirst(boolean[] suspect) {
        int[] order = new int[suspect.length];
        int in = 0;
        int out = count(suspect, true);
        for (int i = 0; i < order.length; i++) {
            order[suspect[i] ? in++ : out++] = i;
        }
        return order;
    }

    /** The area under the ROC curve from mid-ranks: {@code (rank sum - m (m + 1) / 2) / (m n)}. */
    private static double auc(double[] ranks, boolean[] labels) {
        double sum = 0;
        double in = 0;
        for (int i = 0; i < ranks.length; i++) {
            sum += labels[i] ? ranks[i] : 0;
            in += labels[i] ? 1 : 0;
        }
        return (sum - in * (in + 1) / 2) / (in * (ranks.length - in));
    }

    /** The area of some texts; NaN if one kind is missing among them. */
    static double auc(double[] scores, boolean[] suspect, int[] texts) {
        double[] in = scores(scores, suspect, texts, true);
        double[] out = scores(scores, suspect, texts, false);
        return in.length == 0 || out.length == 0 ? Double.NaN : RocCurve.auc(in, out);
    }

    private static double[] scores(double[] scores, boolean[] suspect, int[] texts, boolean kind) {
        return Arrays.stream(texts)
                .filter(text -> suspect[text] == kind)
                .mapToDouble(text -> scores[text])
                .toArray();
    }

    static int count(boolean[] suspect, boolean kind) {
        int count = 0;
        for (boolean one : suspect) {
            count += one == kind ? 1 : 0;
        }
        return count;
    }

    static TestResult named(String nullHypothesis, TestResult test) {
        return new TestResult(
                nullHypothesis,
                test.statistic(),
                test.pValue(),
                test.log10PValue(),
                test.alternative(),
                test.method(),
                test.n());
    }
}
