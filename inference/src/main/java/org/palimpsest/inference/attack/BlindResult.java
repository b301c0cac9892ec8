package org.palimpsest.inference.attack;

import org.palimpsest.stats.TestResult;

/**
 * How well a classifier that never saw the model tells members from non-members.
 *
 * @param baseline its name: {@code bag_of_words}, {@code ngrams}, {@code surface} or {@code date}
 * @param n texts that it was tried on
 * @param members members among them
 * @param features number of its features
 * @param folds number of folds of the cross-fit
 * @param test cross-fitted area under the ROC curve, and the label permutation test of an area above 1/2 in which the whole
 *     cross-fit is repeated
 * @param permutations number of permutations that were drawn; drawing ends at the tenth that reaches the area
 */
public record BlindResult(
        String baseline, int n, int members, int features, int folds, TestResult test, int permutations) {
    /** Below this p-value members and non-members differ by more than membership. */
    public static final double LEVEL = 0.01;

    /** The cross-fitted area under the ROC curve. */
    public double auc() {
        return test.statistic();
    }

    /** Whether the labels can be told without the model. */
    public boolean confounds() {
        return test.pValue() < LEVEL;
    }
}
