package org.palimpsest.provenance.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.TestResult;

/**
 * LLM dataset inference: a linear classifier learns on one part of the clusters to tell the suspect set from a held-out set of
 * the same kind by membership scores, and its scores on the other part are tested (Maini et al. 2024, arXiv 2406.06443).
 *
 * <p>H0: which clusters are suspect is random given the scores of all texts (where clusters hold both sets: which of their texts
 * are). Under it P(p &le; a) &le; a at every size, because every constant (limits of outliers, scale, weights) comes from
 * training texts of both sets together, clusters never straddle the split, and p-values count permutations of the labels. The
 * published recipe fits limits for each set before the split, deals texts instead of clusters, and holds a t statistic against
 * Student's law. A small p says that the sets differ in what the model thinks of them: that they differ in nothing else is an
 * assumption, which blind baselines can refute and nothing can show.
 */
public final class DatasetInferenceTest {
    private static final int FOLDS = 5;
    private static final DatasetInferenceTest DEFAULTS = new DatasetInferenceTest(Design.HALVES, 9_999, 0);

    private final Design design;
    private final int permutations;
    private final long seed;

    private DatasetInferenceTest(Design design, int permutations, long seed) {
        this.design = design;
        this.permutations = permutations;
        this.seed = seed;
    }

    /** How texts are shared between learning and testing. */
    public enum Design {
        /** One half of the clusters learns, the other is tested. */
        HALVES("halves"),
        /**
         * Five folds, each scored by a fit on the others; the whole cross-fit is repeated on permuted labels, since scores of
         * folds depend on each other. Uses every text twice; a fit costs about five times as much, for every permutation.
         */
        CROSS_FIT("cross-fit");

        private final String label;

        Design(String label) {
            this.label = label;
        }

        /** The word that reports use: {@code halves} or {@code cross-fit}. */
        public String label() {
            return label;
        }
    }

    /** Halves, 9,999 permutations, seed 0. */
    public static DatasetInferenceTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test in another design.
     *
     * @param chosen to be fixed before the scores are seen
     */
    public DatasetInferenceTest with(Design chosen) {
        return new DatasetInferenceTest(chosen, permutations, seed);
    }

    /**
     * The same test with another number of permutations.
     *
     * @param count B, at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public DatasetInferenceTest withPermutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new DatasetInferenceTest(design, count, seed);
    }

    /**
     * The same test with other random numbers, for the split and the permutations.
     *
     * @param chosen any number, fixed before the scores are seen
     */
    public DatasetInferenceTest withSeed(long chosen) {
        return new DatasetInferenceTest(design, permutations, chosen);
    }

    /**
     * Tests a suspect set.
     *
     * @param features a row a text, all equally long; NaN where a score is undefined
     * @param suspect for each text whether it is of the suspect set
     * @param clusters which texts belong together
     * @throws IllegalArgumentException if the lengths differ, a value is infinite, or either part of a split would lack one
     *     kind: at least 2 clusters of each set are needed, or 2 clusters that hold both
     */
    public Result test(double[][] features, boolean[] suspect, Clusters clusters) {
        require(features, suspect, clusters);
        return design == Design.HALVES ? halves(features, suspect, clusters) : crossFit(features, suspect, clusters);
    }

    private Result halves(double[][] features, boolean[] suspect, Clusters clusters) {
        boolean[] held = heldClusters(suspect, clusters);
        int[] of = clusters.of();
        int[] training = texts(of.length, i -> !held[of[i]]);
        int[] tested = texts(of.length, i -> held[of[i]]);
        LinearScore score = LinearScore.fit(features, suspect, training);
        double[] scores = new double[tested.length];
        boolean[] labels = new boolean[tested.length];
        for (int i = 0; i < tested.length; i++) {
            scores[i] = score.of(features[tested[i]]);
            labels[i] = suspect[tested[i]];
        }
        Clusters units = clusters.only(tested);
        TestResult test = new ClusterTest(permutations, seed).ofScores(scores, labels, units);
        return new Result(test, Units.of(labels, units), training.length, tested.length, permutations);
    }

    private Result crossFit(double[][] features, boolean[] suspect, Clusters clusters) {
        int folds = Math.min(FOLDS, clusters.count());
        int[] foldOf = new int[clusters.count()];
        int[] order = RandomStream.permutation(foldOf.length, RandomStream.of(seed, "dataset inference, folds"));
        for (int i = 0; i < order.length; i++) {
            foldOf[order[i]] = i % folds;
        }
        int[] of = clusters.of();
        List<int[]> training = new ArrayList<>();
        List<int[]> tested = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int fold = f;
            training.add(texts(of.length, i -> foldOf[of[i]] != fold));
            tested.add(texts(of.length, i -> foldOf[of[i]] == fold));
        }
        TestResult test = new ClusterTest(permutations, seed)
                .test(suspect, clusters, labels -> crossFitted(features, labels, training, tested));
        return new Result(test, Units.of(suspect, clusters), of.length, of.length, permutations);
    }

    /** The area over pairs within folds; 1/2 if no fold holds both kinds. */
    private static double crossFitted(double[][] features, boolean[] labels, List<int[]> training, List<int[]> tested) {
        double won = 0;
        double pairs = 0;
        for (int fold = 0; fold < training.size(); fold++) {
            LinearScore score = LinearScore.fit(features, labels, training.get(fold));
            double[] scores = new double[labels.length];
            double in = 0;
            for (int text : tested.get(fold)) {
                scores[text] = score.of(features[text]);
                in += labels[text] ? 1 : 0;
            }
            double here = in * (tested.get(fold).length - in);
            if (here > 0) {
                won += here * ClusterTest.auc(scores, labels, tested.get(fold));
                pairs += here;
            }
        }
        return pairs == 0 ? 0.5 : won / pairs;
    }

    /**
     * Every second cluster of each kind in a random order is tested. The choice reads nothing but the kind, so that labels stay
     * exchangeable within either half.
     */
    private boolean[] heldClusters(boolean[] suspect, Clusters clusters) {
        boolean mixed = clusters.mixed(suspect);
        int[] kind = new int[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < of.length; i++) {
            kind[of[i]] = mixed || !suspect[i] ? 0 : 1;
        }
        RandomGenerator random = RandomStream.of(seed, "dataset inference, halves");
        boolean[] held = new boolean[kind.length];
        int[] seen = new int[2];
        for (int cluster : RandomStream.permutation(kind.length, random)) {
            held[cluster] = seen[kind[cluster]]++ % 2 == 1;
        }
        int[] tested = texts(of.length, i -> held[of[i]]);
        int[] training = texts(of.length, i -> !held[of[i]]);
        if (oneKind(suspect, tested) || oneKind(suspect, training)) {
            throw new IllegalArgumentException(
                    "both halves need texts of both sets: at least 2 clusters of each set, or 2"
                            + " that hold both, got " + clusters.count() + " clusters of " + of.length + " texts");
        }
        return held;
    }

    private static boolean oneKind(boolean[] suspect, int[] texts) {
        long in = Arrays.stream(texts).filter(text -> suspect[text]).count();
        return in == 0 || in == texts.length;
    }

    private static int[] texts(int n, IntPredicate chosen) {
        return IntStream.range(0, n).filter(chosen).toArray();
    }

    private static void require(double[][] features, boolean[] suspect, Clusters clusters) {
        clusters.requireAsMany(suspect.length);
        if (features.length != suspect.length) {
            throw new IllegalArgumentException(
                    "features must hold a row for each of the " + suspect.length + " texts, got " + features.length);
        }
        int in = ClusterTest.count(suspect, true);
        if (in < 2 || suspect.length - in < 2) {
            throw new IllegalArgumentException("at least 2 texts of each set are needed, got " + in + " suspect and "
                    + (suspect.length - in) + " other");
        }
        int columns = features[0].length;
        for (int i = 0; i < features.length; i++) {
            if (columns == 0 || features[i].length != columns) {
                throw new IllegalArgumentException("every text must have " + Math.max(1, columns)
                        + " features as the first, got " + features[i].length + " for text " + i);
            }
            for (double value : features[i]) {
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "a feature must be finite or NaN, got " + value + " for text " + i);
                }
            }
        }
    }

    /**
     * The outcome.
     *
     * @param test p-value; the statistic is the area under the ROC curve of the classifier on tested texts, n counts them
     * @param units what was permuted
     * @param trainingTexts texts that the classifier learnt from
     * @param heldTexts texts that were tested
     * @param permutations B
     */
    public record Result(TestResult test, Units units, int trainingTexts, int heldTexts, int permutations) {
        /** Base-10 logarithm of the smallest p-value that the test could have given. */
        public double log10Floor() {
            return units.log10Floor(permutations);
        }
    }
}
