package org.palimpsest.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A confidence interval for the true-positive rate at a false-positive rate, when the threshold is estimated from the same
 * non-members.
 *
 * <p>The target is the rate at the threshold that leaves the wanted share t of all non-members above it, not only of those in the
 * sample. Clopper and Pearson's interval at the estimated threshold ignores that this threshold is a guess, and covers far
 * too seldom. Here half of the error pays for the threshold: the number of n non-members at or above the true one is Bin(n, t),
 * so order statistics of the non-members enclose it. The other half pays for Clopper and Pearson's bounds on the share of
 * members above either end of that band, which the non-members fixed without looking at a member. By Bonferroni the interval
 * covers with at least its confidence at every sample size and for every law, ties included (a score at the upper end of the
 * band does not count there, one at the lower end does). The texts must be independent.
 */
public final class TprInterval {
    private static final TprInterval DEFAULTS = new TprInterval(0.95);

    private final double confidence;

    private TprInterval(double confidence) {
        this.confidence = confidence;
    }

    /** The 95 % interval. */
    public static TprInterval withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same interval with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if chosen is not in (0, 1)
     */
    public TprInterval withConfidence(double chosen) {
        return new TprInterval(Scores.requireConfidence(chosen));
    }

    /**
     * The interval of a curve at a false-positive rate. O(log n).
     *
     * @param curve members and non-members
     * @param fpr t, in [1/nonMembers, 1]
     * @throws IllegalArgumentException if fpr is below 1/nonMembers, above 1 or NaN
     */
    public Interval of(RocCurve curve, double fpr) {
        curve.falsePositivesAllowed(fpr);
        double split = (1 + confidence) / 2;
        double tail = (1 - split) / 2;
        BinomialDistribution above = BinomialDistribution.of(curve.nonMembers(), fpr);
        int certain = mostBelow(above, tail);
        int possible = leastAbove(above, tail);
        int members = curve.members();
        int least = foundAbove(curve, certain);
        int most = possible > curve.nonMembers() ? members : foundFrom(curve, possible);
        return new Interval(
                Interval.clopperPearson(least, members, split).low(),
                Interval.clopperPearson(most, members, split).high(),
                confidence);
    }

    /** The greatest a with P(X &le; a - 1) at most the tail; 0 if there is none. */
    private static int mostBelow(BinomialDistribution law, double tail) {
        int a = law.inverseCumulativeProbability(tail);
        while (a > 0 && law.cumulativeProbability(a - 1) > tail) {
            a--;
        }
        return a;
    }

    /** The least b with P(X &ge; b) at most the tail; above all counts if there is none. */
    private static int leastAbove(BinomialDistribution law, double tail) {
        int b = law.inverseSurvivalProbability(tail) + 1;
        while (b <= law.getNumberOfTrials() && law.survivalProbability(b - 1) > tail) {
            b++;
        }
        return b;
    }

    /** Members strictly above the a-th greatest non-member; none above infinity. */
    private static int foundAbove(RocCurve curve, int a) {
        return a == 0 ? 0 : curve.membersBefore(curve.lastWithin(a - 1) + 1);
    }

    /** Members at or above the b-th greatest non-member. */
    private static int foundFrom(RocCurve curve, int b) {
        int step = curve.lastWithin(b - 1) + 1;
        return curve.membersBefore(step) + curve.membersAt(step);
    }
}
