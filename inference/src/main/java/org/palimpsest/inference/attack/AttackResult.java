package org.palimpsest.inference.attack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.OperatingPoint;
import org.palimpsest.stats.TestResult;

/**
 * What one attack is worth on labelled texts.
 *
 * @param attack its name
 * @param n labelled texts that have a score
 * @param members members among them
 * @param undefinedMembers members without a score, which are left out
 * @param undefinedNonMembers non-members without a score, which are left out
 * @param auc area under the ROC curve, in [0, 1]; below 1/2 the score points the wrong way and is not turned round
 * @param aucInterval its interval, asymptotic
 * @param test label permutation test of an area above 1/2
 * @param tprAtFpr true-positive rates at the false-positive rates that can be resolved
 * @param beyondBlind its area less that of the strongest blind baseline; null where none was run on enough of the texts
 */
public record AttackResult(
        String attack,
        int n,
        int members,
        int undefinedMembers,
        int undefinedNonMembers,
        double auc,
        Interval aucInterval,
        TestResult test,
        List<Rate> tprAtFpr,
        @Nullable BeyondBlind beyondBlind) {
    /** Copies. */
    public AttackResult {
        tprAtFpr = List.copyOf(tprAtFpr);
    }

    /** Whether non-members score higher. */
    public boolean reversed() {
        return auc < 0.5;
    }

    /**
     * A true-positive rate.
     *
     * @param point the greatest rate within the budget of false positives, and where it is reached
     * @param interval its interval, which allows for the threshold being estimated too
     */
    public record Rate(OperatingPoint point, Interval interval) {}
}
