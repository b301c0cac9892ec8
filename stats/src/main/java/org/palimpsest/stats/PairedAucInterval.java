package org.palimpsest.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A confidence interval for how much larger the area under the ROC curve of one score is than that of another, on the same texts.
 * The second score may be cross-fitted: its values are compared within a fold alone.
 *
 * <p>With P the placement of a text (share of the other kind below a member, above a non-member, ties one half), the first area
 * is the mean of P over members. The second counts pairs of one fold: the placement of a member is {@code m c / W}, c non-members
 * of its fold below it, m members in all, W pairs of one fold in all; so its mean is the share of those pairs that are won. The
 * variance of the difference D is {@code S_m/m + S_n/n} with the sample variances of the differences of placements (DeLong, DeLong
 * and Clarke-Pearson 1988; for cross-fitted areas LeDell, Petersen and van der Laan 2015), its degrees of freedom f are those of
 * Welch and Satterthwaite. The interval holds every difference that the paired test of {@link DeLongTest} would not reject:
 * {@code D +- t sqrt(V / (1 - t^2/f))} with Student's quantile t, and [-1, 1] where {@code f <= t^2}.
 *
 * <p>Where V is 0 no normal law helps: all k disjoint pairs of a member and a non-member had the same outcome D, whose chance c
 * is at least {@code (alpha/2)^(1/k)} by Clopper and Pearson, k the smaller side; the difference is then within
 * {@code c D +- (1 - c)}.
 *
 * <p>Asymptotic. Texts must be independent, and what is covered is the difference for the classifiers that the folds made, not for
 * one that learns from all texts. O(n log n).
 */
public final class PairedAucInterval {
    private static final PairedAucInterval DEFAULTS = new PairedAucInterval(0.95);

    private final double confidence;

    private PairedAucInterval(double confidence) {
        this.confidence = confidence;
    }

    /** The 95 % interval. */
    public static PairedAucInterval withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same interval with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if chosen is not in (0, 1)
     */
    public PairedAucInterval withConfidence(double chosen) {
        return new PairedAucInterval(Scores.requireConfidence(chosen));
    }

    /**
     * The difference and its interval.
     *
     * @param members for each text whether it is a member; at least 2 are, and 2 are not
     * @param first a finite score a text
     * @param second another, comparable within a fold
     * @param folds for each text its fold, any numbers from 0 on; all 0 for a score that was fixed beforehand
     * @throws IllegalArgumentException if lengths differ, a side holds fewer than 2 texts, a score is not finite, a fold is
     *     negative, or no fold holds a member and a non-member
     */
    public Result of(boolean[] members, double[] first, double[] second, int[] folds) {
        if (first.length != members.length || second.length != members.length || folds.length != members.length) {
            throw new IllegalArgumentException("scores and folds must be " + members.length + ", one a text, got "
                    + first.length + ", " + second.length + " and " + folds.length);
        }
        Placements difference =
                FoldedPlacements.whole(members, first).minus(FoldedPlacements.of(members, second, folds));
        DeLongVariance deLong = DeLongVariance.ofMean(difference);
        int pairs = Math.min(difference.members().length, difference.nonMembers().length);
        return new Result(deLong.estimate(), interval(deLong, pairs), members.length);
    }

    private Interval interval(DeLongVariance deLong, int pairs) {
        double estimate = deLong.estimate();
        if (deLong.variance() == 0) {
            double chance = Interval.clopperPearson(pairs, pairs, confidence).low();
            return clipped(chance * estimate, 1 - chance);
        }
        double freedom = deLong.degreesOfFreedom();
        double quantile = TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2);
        double room = 1 - quantile * quantile / freedom;
        return clipped(estimate, room <= 0 ? 2 : quantile * Math.sqrt(deLong.variance() / room));
    }

    private Interval clipped(double centre, double reach) {
        return new Interval(Math.max(-1, centre - reach), Math.min(1, centre + reach), confidence);
    }

    /**
     * A difference of areas.
     *
     * @param difference the first area less the second, in [-1, 1]
     * @param interval of the difference
     * @param n texts
     */
    public record Result(double difference, Interval interval, int n) {}
}
