package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.RocCurve;

/**
 * Area under the ROC curve of a classifier on texts that it did not learn from: texts are dealt into folds, each fold is scored by
 * a fit on the others, and members are compared with non-members of the same fold, so that fits are never compared with each
 * other. Folds hold both kinds in like numbers; texts of one group share a fold. Safe for threads.
 */
final class CrossFit {
    private final SparseFeatures features;
    private final RowClassifier classifier;
    private final int folds;
    private final int[] order;
    private final int[] groups;

    /**
     * A procedure.
     *
     * @param features a row a text
     * @param classifier what learns
     * @param folds number of folds, at least 2
     * @param groups for each text its group, or none at all
     * @param seed of the dealing
     */
    CrossFit(SparseFeatures features, RowClassifier classifier, int folds, int[] groups, long seed) {
        this.features = features;
        this.classifier = classifier;
        this.folds = folds;
        this.groups = groups;
        RandomGenerator random = RandomStream.of(seed, "folds of blind baselines");
        this.order = RandomStream.permutation(features.rows(), random);
    }

    /** The area for given labels; 1/2 if no fold holds both kinds. */
    double auc(boolean[] members) {
        Scored scored = scored(members);
        double pairs = 0;
        double won = 0;
        for (int held = 0; held < folds; held++) {
            double[] in = pick(scored.scores(), rows(scored.fold(), held, true, members, true));
            double[] out = pick(scored.scores(), rows(scored.fold(), held, true, members, false));
            if (in.length > 0 && out.length > 0) {
                double here = (double) in.length * out.length;
                won += here * RocCurve.auc(in, out);
                pairs += here;
            }
        }
        return pairs == 0 ? 0.5 : won / pairs;
    }

    /** The score of every text by the fit that did not see it, for given labels. */
    Scored scored(boolean[] members) {
        int[] fold = groups.length == 0 ? stratified(members) : grouped();
        double[] scores = new double[members.length];
        for (int held = 0; held < folds; held++) {
            IntToDoubleFunction fit = classifier.fit(features, rows(fold, held, false, members, null), members);
            for (int row : rows(fold, held, true, members, null)) {
                scores[row] = fit.applyAsDouble(row);
            }
        }
        return new Scored(fold, scores);
    }

    /**
     * Scores that may be compared within a fold.
     *
     * @param fold for each text its fold
     * @param scores for each text its score, higher for members
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the package; shared and not changed
    record Scored(int[] fold, double[] scores) {}

    private int[] stratified(boolean[] members) {
        int[] fold = new int[members.length];
        int in = 0;
        int out = 0;
        for (int text : order) {
            fold[text] = (members[text] ? in++ : out++) % folds;
        }
        return fold;
    }

    /** Every group goes to the fold that holds the fewest texts. */
    private int[] grouped() {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int group : groups) {
            sizes.merge(group, 1, Integer::sum);
        }
        Map<Integer, Integer> foldOf = new HashMap<>();
        int[] held = new int[folds];
        int[] fold = new int[groups.length];
        for (int text : order) {
            int chosen = foldOf.computeIfAbsent(groups[text], group -> {
                int least = 0;
                for (int i = 1; i < folds; i++) {
                    least = held[i] < held[least] ? i : least;
                }
                held[least] += sizes.getOrDefault(group, 0);
                return least;
            });
            fold[text] = chosen;
        }
        return fold;
    }

    /** Rows inside or outside a fold, of one kind or (null) of both. */
    private static int[] rows(int[] fold, int held, boolean inside, boolean[] members, @Nullable Boolean kind) {
        int[] rows = new int[fold.length];
        int count = 0;
        for (int text = 0; text < fold.length; text++) {
            if ((fold[text] == held) == inside && (kind == null || kind == members[text])) {
                rows[count++] = text;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private static double[] pick(double[] scores, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
    }
}
