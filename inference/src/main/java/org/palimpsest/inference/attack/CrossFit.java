package org.palimpsest.inference.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.RocCurve;

/**
 * Area under the ROC curve of a logistic regression on texts that it did not learn from: texts are dealt into folds, each fold is
 * scored by a regression on the others, and members are compared with non-members of the same fold, so that regressions are
 * never compared with each other. Folds hold both kinds in like numbers; texts of one group share a fold. Safe for threads.
 */
final class CrossFit {
    private final SparseFeatures features;
    private final int folds;
    private final int[] order;
    private final int[] groups;

    /**
     * A procedure.
     *
     * @param features a row a text
     * @param folds number of folds, at least 2
     * @param groups for each text its group, or none at all
     * @param seed of the dealing
     */
    CrossFit(SparseFeatures features, int folds, int[] groups, long seed) {
        this.features = features;
        this.folds = folds;
        this.groups = groups;
        RandomGenerator random = RandomStream.of(seed, "folds of blind baselines");
        this.order = RandomStream.permutation(features.rows(), random);
    }

    /** The area for given labels; 1/2 if no fold holds both kinds. */
    double auc(boolean[] members) {
        int[] fold = groups.length == 0 ? stratified(members) : grouped();
        double pairs = 0;
        double won = 0;
        for (int held = 0; held < folds; held++) {
            int[] learn = rows(fold, held, false, members, null);
            double[] weights = LogisticRegression.fit(features, learn, members);
            double[] in = scores(weights, rows(fold, held, true, members, true));
            double[] out = scores(weights, rows(fold, held, true, members, false));
            if (in.length > 0 && out.length > 0) {
                double here = (double) in.length * out.length;
                won += here * RocCurve.auc(in, out);
                pairs += here;
            }
        }
        return pairs == 0 ? 0.5 : won / pairs;
    }

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

    private double[] scores(double[] weights, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> features.product(row, weights))
                .toArray();
    }
}
