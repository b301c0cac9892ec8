package org.palimpsest.stats;

/**
 * Tests of areas under ROC curves with the variance of DeLong, DeLong and Clarke-Pearson (1988).
 *
 * <p>Both tests compare with Student's law instead of the normal law, which rejects too often in small samples, and neither uses
 * a variance below the one that its null hypothesis implies: a sample that is separated by luck has a small estimate of
 * variance, and would be mistaken for strong evidence. Both are asymptotic, and conservative below about 50 texts a side. They
 * need independent texts and a score fixed beforehand; for scores fitted on the same texts, pooled folds among them, use
 * {@link LabelPermutationTest}.
 */
public final class DeLongTest {
    private static final String NULL_HALF = "members and non-members are scored alike (AUC = 1/2)";
    private static final String NULL_EQUAL = "both scores have the same AUC";
    private static final DeLongTest DEFAULTS = new DeLongTest(Alternative.TWO_SIDED);

    private final Alternative alternative;

    private DeLongTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /** The two-sided tests. */
    public static DeLongTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same tests for another alternative.
     *
     * @param chosen greater: the area is above 1/2, or the first score has the greater one
     */
    public DeLongTest with(Alternative chosen) {
        return new DeLongTest(chosen);
    }

    /**
     * Tests whether a score separates at all. The statistic is the area; n counts members and non-members. With U = A m n, the
     * excess {@code |U - mn/2| - d/2} is divided by the root of the larger of DeLong's variance and that of U when labels are
     * exchangeable, {@code mn/12 ((N+1) - sum(t^3-t)/(N(N-1)))}; d is the least move of U when two neighbouring scores change
     * sides, half the size of two neighbouring ties (1 without ties). Student's law has the degrees of freedom of Brunner and
     * Munzel (2000). O(n).
     *
     * @param curve at least 2 members and 2 non-members
     * @throws IllegalArgumentException if a side holds fewer than 2 scores
     */
    public TestResult test(RocCurve curve) {
        DeLongVariance deLong = DeLongVariance.of(curve);
        ExchangeableLabels labels = ExchangeableLabels.of(curve);
        double error = Math.sqrt(Math.max(deLong.variance(), labels.variance()));
        double t = (deLong.estimate() - 0.5) / error;
        double log10P = error == 0 ? 0 : log10P(t, labels.step() / 2 / error, deLong.degreesOfFreedom());
        long n = (long) curve.members() + curve.nonMembers();
        return TestResult.ofLog10P(NULL_HALF, deLong.estimate(), log10P, alternative, PValueMethod.ASYMPTOTIC, n);
    }

    /**
     * Tests whether two scores of the same texts separate equally well. The statistic is D, the first area less the second; n
     * counts members and non-members. With DeLong's {@code z = D / sqrt(V)} the p-value is that of Student's law at
     * {@code z / sqrt(1 + z^2/f)}, f the degrees of freedom of V: the variance taken around the mean 0 that the null hypothesis
     * names, in place of D. Two scores that order the texts alike have D = 0 and p = 1. Where V is 0 and D is not, as for one
     * score that separates perfectly and one that is constant, the limit {@code sqrt(f)} is used, f of the smaller side.
     * O(n log n).
     *
     * @param firstMembers at least 2 finite scores of members
     * @param firstNonMembers at least 2 finite scores of non-members
     * @param secondMembers the other score of the same members, in the same order
     * @param secondNonMembers the other score of the same non-members, in the same order
     * @throws IllegalArgumentException if lengths differ, a side holds fewer than 2 scores or a score is not finite
     */
    public TestResult paired(
            double[] firstMembers, double[] firstNonMembers, double[] secondMembers, double[] secondNonMembers) {
        requireSame("members", firstMembers.length, secondMembers.length);
        requireSame("non-members", firstNonMembers.length, secondNonMembers.length);
        DeLongVariance deLong = DeLongVariance.ofDifference(
                Placements.of(firstMembers, firstNonMembers), Placements.of(secondMembers, secondNonMembers));
        double difference = deLong.estimate();
        double freedom = deLong.degreesOfFreedom();
        double t = difference / Math.sqrt(deLong.variance() + difference * difference / freedom);
        double log10P = difference == 0 ? log10P(0, 0, freedom) : log10P(t, 0, freedom);
        long n = (long) firstMembers.length + firstNonMembers.length;
        return TestResult.ofLog10P(NULL_EQUAL, difference, log10P, alternative, PValueMethod.ASYMPTOTIC, n);
    }

    /** log10 of the p-value of Student's law, t brought nearer to 0 by the correction. */
    private double log10P(double t, double correction, double freedom) {
        double logP = switch (alternative) {
            case GREATER -> LogTails.studentUpper(t - correction, freedom);
            case LESS -> LogTails.studentUpper(-t - correction, freedom);
            case TWO_SIDED -> Math.log(2) + LogTails.studentUpper(Math.max(0, Math.abs(t) - correction), freedom);
        };
        return Math.min(0, logP / Math.log(10));
    }

    private static void requireSame(String side, int first, int second) {
        if (first != second) {
            throw new IllegalArgumentException(
                    "both scores must be of the same " + side + ", got " + first + " and " + second);
        }
    }
}
