package org.palimpsest.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Tests an area under the ROC curve by giving the labels to other texts, {@code p = (1 + b) / (1 + B)}.
 *
 * <p>H0: which texts are members is random given everything else; with {@link #withGroups groups}, which groups are. Valid at
 * every sample size, and for scores that were fitted on the very texts that they score: the whole procedure, cross-fitting
 * included, is repeated on the permuted labels. DeLong's variance is not valid there, for the pooled folds share texts. Ties count
 * as exceedances. The result depends on the seed and never on the number of processors.
 */
public final class LabelPermutationTest {
    private static final String NULL = "which texts are members is random given the texts";
    private static final String NULL_GROUPS = "which groups of texts are members is random given the texts";
    private static final LabelPermutationTest DEFAULTS =
            new LabelPermutationTest(PermutationTest.withDefaults(), Alternative.TWO_SIDED, Calls.PARALLEL, new int[0]);

    private final PermutationTest orders;
    private final Alternative alternative;
    private final Calls calls;
    private final int[] groups;

    private LabelPermutationTest(PermutationTest orders, Alternative alternative, Calls calls, int[] groups) {
        this.orders = orders;
        this.alternative = alternative;
        this.calls = calls;
        this.groups = groups;
    }

    /** The two-sided test with 9,999 permutations, seed 0, parallel calls and every text a group of its own. */
    public static LabelPermutationTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen two-sided compares {@code |AUC - 1/2|}
     */
    public LabelPermutationTest with(Alternative chosen) {
        return new LabelPermutationTest(orders.with(chosen), chosen, calls, groups);
    }

    /**
     * The same test with other calls of the procedure.
     *
     * @param chosen sequential for a procedure that may not run in several threads at once; the result is the same
     */
    public LabelPermutationTest with(Calls chosen) {
        return new LabelPermutationTest(orders, alternative, chosen, groups);
    }

    /**
     * The same test with another number of permutations.
     *
     * @param count B, at least 1; the smallest p-value is 1/(1+B)
     * @throws IllegalArgumentException if count is below 1
     */
    public LabelPermutationTest withPermutations(int count) {
        return new LabelPermutationTest(orders.withPermutations(count), alternative, calls, groups);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public LabelPermutationTest withSeed(long chosen) {
        return new LabelPermutationTest(orders.withSeed(chosen), alternative, calls, groups);
    }

    /**
     * The same test for texts that were made members group by group, such as all texts of an author: a group keeps one label.
     *
     * @param groupOfText any number for each text, equal within a group; none at all: every text is its own group
     */
    public LabelPermutationTest withGroups(int... groupOfText) {
        return new LabelPermutationTest(orders, alternative, calls, groupOfText.clone());
    }

    /**
     * Tests a whole procedure, fitting included. The statistic is its area; n counts texts.
     *
     * @param members for each text whether it is a member; both kinds must occur
     * @param aucOfLabels fits and scores with the labels that it is given, and returns the area in [0, 1]. It must use labels
     *     only through its argument, be deterministic, and, for parallel calls, safe to run in several threads. It may keep or
     *     change the array
     * @return the test, and as null statistics the areas under permuted labels
     * @throws IllegalArgumentException if one kind is missing, groups are not of the same texts or mix labels, or an area is
     *     not in [0, 1]
     */
    public PermutationTest.Result test(boolean[] members, ToDoubleFunction<boolean[]> aucOfLabels) {
        int[][] texts = textsOfGroups(members);
        boolean[] labels = labelsOfGroups(texts, members);
        Object turn = new Object();
        return result(members.length, orders.test(texts.length, order -> {
            boolean[] permuted = new boolean[members.length];
            for (int place = 0; place < order.length; place++) {
                for (int text : texts[order[place]]) {
                    permuted[text] = labels[place];
                }
            }
            if (calls == Calls.PARALLEL) {
                return excess(aucOfLabels.applyAsDouble(permuted));
            }
            synchronized (turn) {
                return excess(aucOfLabels.applyAsDouble(permuted));
            }
        }));
    }

    /**
     * Tests fixed scores: under permuted labels the area is a sum of mid-ranks, and nothing is sorted again. The statistic is the
     * area; n counts texts. O(n) a permutation.
     *
     * @param members at least one finite score, higher for members
     * @param nonMembers at least one finite score; {@link #withGroups groups} name members first, then non-members
     * @return the test, and as null statistics the areas under permuted labels
     * @throws IllegalArgumentException if a side is empty, a score is not finite, or groups are not of the same texts or mix
     *     members and non-members
     */
    public PermutationTest.Result fixedScores(double[] members, double[] nonMembers) {
        RocCurve.auc(members, nonMembers);
        int all = members.length + nonMembers.length;
        double[] scores = new double[all];
        boolean[] isMember = new boolean[all];
        for (int i = 0; i < all; i++) {
            isMember[i] = i < members.length;
            scores[i] = isMember[i] ? members[i] : nonMembers[i - members.length];
        }
        int[][] texts = textsOfGroups(isMember);
        boolean[] labels = labelsOfGroups(texts, isMember);
        double[] ranks = MidRanks.of(scores);
        double[] excess = new double[texts.length];
        for (int group = 0; group < texts.length; group++) {
            for (int text : texts[group]) {
                excess[group] += ranks[text] - (all + 1) / 2.0;
            }
        }
        return result(all, orders.test(texts.length, order -> {
            double sum = 0;
            double count = 0;
            for (int place = 0; place < order.length; place++) {
                if (labels[place]) {
                    sum += excess[order[place]];
                    count += texts[order[place]].length;
                }
            }
            return sum / (count * (all - count));
        }));
    }

    private int[][] textsOfGroups(boolean[] members) {
        if (groups.length != 0 && groups.length != members.length) {
            throw new IllegalArgumentException(
                    "groups must name one group a text, got " + groups.length + " for " + members.length + " texts");
        }
        Map<Integer, List<Integer>> texts = new LinkedHashMap<>();
        for (int text = 0; text < members.length; text++) {
            texts.computeIfAbsent(groups.length == 0 ? text : groups[text], key -> new ArrayList<>())
                    .add(text);
        }
        return texts.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private boolean[] labelsOfGroups(int[][] texts, boolean[] members) {
        boolean[] labels = new boolean[texts.length];
        int memberGroups = 0;
        for (int group = 0; group < texts.length; group++) {
            labels[group] = members[texts[group][0]];
            memberGroups += labels[group] ? 1 : 0;
            for (int text : texts[group]) {
                if (members[text] != labels[group]) {
                    throw new IllegalArgumentException(
                            "a group must hold members only or non-members only, got both in group " + groups[text]);
                }
            }
        }
        if (memberGroups == 0 || memberGroups == texts.length) {
            throw new IllegalArgumentException("labels must hold members and non-members, got only "
                    + (memberGroups == 0 ? "non-members" : "members"));
        }
        return labels;
    }

    private static double excess(double auc) {
        if (!(auc >= 0 && auc <= 1)) {
            throw new IllegalArgumentException("the procedure must return an AUC in [0, 1], got " + auc);
        }
        return auc - 0.5;
    }

    private PermutationTest.Result result(int n, PermutationTest.Result ofExcess) {
        TestResult test = ofExcess.test();
        double[] areas = ofExcess.nullStatistics();
        for (int i = 0; i < areas.length; i++) {
            areas[i] += 0.5;
        }
        TestResult named = new TestResult(
                groups.length == 0 ? NULL : NULL_GROUPS,
                test.statistic() + 0.5,
                test.pValue(),
                test.log10PValue(),
                alternative,
                test.method(),
                n);
        return new PermutationTest.Result(named, ofExcess.permutations(), ofExcess.exceedances(), areas);
    }

    /** How the procedure is called. */
    public enum Calls {
        /** From several threads at once. */
        PARALLEL,
        /** One call at a time. */
        SEQUENTIAL
    }
}
