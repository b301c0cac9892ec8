package org.palimpsest.stats;

/**
 * The variance of an area under the ROC curve, or of the difference of two, by placements (DeLong, DeLong and Clarke-Pearson
 * 1988, equations 4 to 6).
 *
 * <p>The placement of a member is the share of non-members below it, of a non-member the share of members above it, ties
 * counting one half. The variance is {@code S_m/m + S_n/n}, S being the sample variances of the two sets of placements; its
 * degrees of freedom are those of Welch and Satterthwaite, as Brunner and Munzel (2000) use them.
 *
 * @param estimate mean placement: the area, or the difference of two
 * @param variance of the estimate, at least 0
 * @param degreesOfFreedom of the variance; where it is 0, those of the smaller side
 */
record DeLongVariance(double estimate, double variance, double degreesOfFreedom) {

    /**
     * Of one curve, O(n).
     *
     * @throws IllegalArgumentException if a side holds fewer than 2 scores
     */
    static DeLongVariance of(RocCurve curve) {
        int members = curve.members();
        int nonMembers = curve.nonMembers();
        requireTwo(members, nonMembers);
        double auc = curve.auc();
        double squaresM = 0;
        double squaresN = 0;
        for (int step = 0; step < curve.steps(); step++) {
            int here = curve.membersAt(step);
            int hereNon = curve.nonMembersAt(step);
            if (here > 0) {
                double off = (nonMembers - curve.nonMembersBefore(step) - hereNon / 2.0) / nonMembers - auc;
                squaresM += here * off * off;
            }
            if (hereNon > 0) {
                double off = (curve.membersBefore(step) + here / 2.0) / members - auc;
                squaresN += hereNon * off * off;
            }
        }
        return of(auc, squaresM, members, squaresN, nonMembers);
    }

    /**
     * Of the difference of the areas of two scores, O(n).
     *
     * @throws IllegalArgumentException if a side holds fewer than 2 scores
     */
    static DeLongVariance ofDifference(Placements first, Placements second) {
        Placements difference = first.minus(second);
        double m = difference.members().length;
        double n = difference.nonMembers().length;
        requireTwo((int) m, (int) n);
        double estimate = sum(difference.members()) / (m * n);
        return of(estimate, squares(difference.members()) / (n * n), m, squares(difference.nonMembers()) / (m * m), n);
    }

    /**
     * Of the mean of placements that are shares already, or of differences of them, O(n).
     *
     * @throws IllegalArgumentException if a side holds fewer than 2 scores
     */
    static DeLongVariance ofMean(Placements shares) {
        double m = shares.members().length;
        double n = shares.nonMembers().length;
        requireTwo((int) m, (int) n);
        return of(sum(shares.members()) / m, squares(shares.members()), m, squares(shares.nonMembers()), n);
    }

    private static DeLongVariance of(double estimate, double squaresM, double m, double squaresN, double n) {
        double partM = squaresM / (m - 1) / m;
        double partN = squaresN / (n - 1) / n;
        double variance = partM + partN;
        double spread = partM * partM / (m - 1) + partN * partN / (n - 1);
        return new DeLongVariance(estimate, variance, spread == 0 ? Math.min(m, n) - 1 : variance * variance / spread);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double squares(double[] values) {
        double mean = sum(values) / values.length;
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }

    private static void requireTwo(int members, int nonMembers) {
        if (members < 2 || nonMembers < 2) {
            throw new IllegalArgumentException("both sides must hold at least 2 scores, got " + members
                    + " members and " + nonMembers + " non-members");
        }
    }
}
