package org.palimpsest.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A confidence interval for the area under the ROC curve, from DeLong's variance.
 *
 * <p>The estimate plus and minus Student's quantile, at the degrees of freedom of Brunner and Munzel (2000), times the standard
 * error: on the plain scale, or on the scale of {@code ln(A / (1 - A))}, where the standard error is divided by A(1 - A) and the
 * ends stay inside (0, 1). Asymptotic; the texts must be independent, and the score fixed before they were seen (for
 * cross-fitted scores use {@link LabelPermutationTest}).
 *
 * <p>Where the variance is 0 no normal law helps. If all members score above all non-members the lower end is that of Clopper
 * and Pearson for k of k successes, {@code (alpha/2)^(1/k)}, with k the smaller side: the k disjoint pairs of a member and a
 * non-member are independent, and each succeeded. This end is exact, if wide. Likewise for an area of 0. If all scores are
 * equal, all k pairs tied, and the same bound on the chance c of a tie leaves the area between {@code c/2} and
 * {@code 1 - c/2}.
 */
public final class AucInterval {
    private static final AucInterval DEFAULTS = new AucInterval(Scale.LOGIT, 0.95);

    private final Scale scale;
    private final double confidence;

    private AucInterval(Scale scale, double confidence) {
        this.scale = scale;
        this.confidence = confidence;
    }

    /** The 95 % interval on the logit scale, which covers better than the plain one near an area of 1. */
    public static AucInterval withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same interval on another scale.
     *
     * @param chosen plain or logit
     */
    public AucInterval with(Scale chosen) {
        return new AucInterval(chosen, confidence);
    }

    /**
     * The same interval with another confidence.
     *
     * @param chosen in (0, 1)
     * @throws IllegalArgumentException if chosen is not in (0, 1)
     */
    public AucInterval withConfidence(double chosen) {
        return new AucInterval(scale, Scores.requireConfidence(chosen));
    }

    /**
     * The interval of a curve. O(n).
     *
     * @param curve at least 2 members and 2 non-members
     * @throws IllegalArgumentException if a side holds fewer than 2 scores
     */
    public Interval of(RocCurve curve) {
        DeLongVariance deLong = DeLongVariance.of(curve);
        if (deLong.variance() == 0) {
            return degenerate(deLong.estimate(), Math.min(curve.members(), curve.nonMembers()));
        }
        double auc = deLong.estimate();
        double reach = TDistribution.of(deLong.degreesOfFreedom()).inverseSurvivalProbability((1 - confidence) / 2)
                * Math.sqrt(deLong.variance());
        if (scale == Scale.PLAIN) {
            return new Interval(Math.max(0, auc - reach), Math.min(1, auc + reach), confidence);
        }
        double centre = Math.log(auc / (1 - auc));
        double stretched = reach / (auc * (1 - auc));
        return new Interval(logistic(centre - stretched), logistic(centre + stretched), confidence);
    }

    private Interval degenerate(double auc, int pairs) {
        double bound = Interval.clopperPearson(pairs, pairs, confidence).low();
        if (auc == 1) {
            return new Interval(bound, 1, confidence);
        }
        return auc == 0 ? new Interval(0, 1 - bound, confidence) : new Interval(bound / 2, 1 - bound / 2, confidence);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The scale on which the interval is symmetric. */
    public enum Scale {
        /** The area itself, cut at 0 and 1. */
        PLAIN("plain"),
        /** {@code ln(A / (1 - A))}. */
        LOGIT("logit");

        private final String label;

        Scale(String label) {
            this.label = label;
        }

        /** The word that reports use: {@code plain} or {@code logit}. */
        public String label() {
            return label;
        }
    }
}
