package org.palimpsest.stats;

/**
 * The power of tests of the AUC, which is also the effect of the Mann-Whitney test: the chance that a member outscores a
 * non-member.
 */
public final class RocPower {
    private RocPower() {}

    /**
     * The Mann-Whitney test by Noether (1987): z = {@code (AUC - 1/2) sqrt(12 n m / (n + m))} with unit variance under the
     * alternative too, so for small effects of any shape. n counts members.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @param nonMembersPerMember m/n, positive and finite
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve mannWhitney(double alpha, Alternative alternative, double nonMembersPerMember) {
        check(alpha, nonMembersPerMember);
        double share = 12 * nonMembersPerMember / (1 + nonMembersPerMember);
        return new Curve(
                scale(alternative),
                2,
                Curve.LARGEST,
                (auc, n) -> NormalPower.of((auc - 0.5) * Math.sqrt(share * n), 1, alpha, alternative));
    }

    /**
     * The test of one AUC against 1/2 (Hanley and McNeil 1982), with the exact variances of the AUC under the null hypothesis and
     * under the binormal alternative. n counts members.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @param nonMembersPerMember positive and finite
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve auc(double alpha, Alternative alternative, double nonMembersPerMember) {
        check(alpha, nonMembersPerMember);
        return new Curve(scale(alternative), 2, Curve.LARGEST, (auc, n) -> {
            double others = n * nonMembersPerMember;
            double nullSd = Math.sqrt((n + others + 1) / (12.0 * n * others));
            double sd = Math.sqrt(Binormal.covariance(auc, auc, 1, (double) n, others));
            return NormalPower.of((auc - 0.5) / nullSd, sd / nullSd, alpha, alternative);
        });
    }

    /**
     * The paired test that one score has a higher AUC than another on the same texts (DeLong), under the binormal model
     * (Obuchowski and McClish 1997). The effect is the difference of the AUCs, n counts members.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @param baseAuc AUC of the other score, in (0, 1)
     * @param correlation of the two scores within members and within non-members, in [0, 1)
     * @param nonMembersPerMember positive and finite
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve pairedAuc(
            double alpha, Alternative alternative, double baseAuc, double correlation, double nonMembersPerMember) {
        check(alpha, nonMembersPerMember);
        if (!(baseAuc > 0 && baseAuc < 1)) {
            throw new IllegalArgumentException("baseAuc must be in (0, 1), got " + baseAuc);
        }
        if (!(correlation >= 0 && correlation < 1)) {
            throw new IllegalArgumentException("correlation must be in [0, 1), got " + correlation);
        }
        EffectScale scale = new EffectScale("difference of AUCs", -baseAuc, 0, 1 - baseAuc, alternative);
        return new Curve(scale, 2, Curve.LARGEST, (difference, n) -> {
            double others = n * nonMembersPerMember;
            double higher = Math.max(0, Math.min(1, baseAuc + difference));
            // The test divides by the standard error that it estimates under the alternative.
            double variance = Binormal.covariance(baseAuc, baseAuc, 1, (double) n, others)
                    + Binormal.covariance(higher, higher, 1, (double) n, others)
                    - 2 * Binormal.covariance(baseAuc, higher, correlation, (double) n, others);
            return NormalPower.of(difference / Math.sqrt(variance), 1, alpha, alternative);
        });
    }

    private static void check(double alpha, double nonMembersPerMember) {
        Curve.requireAlpha(alpha);
        if (!(nonMembersPerMember > 0 && nonMembersPerMember < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "nonMembersPerMember must be positive and finite, got " + nonMembersPerMember);
        }
    }

    private static EffectScale scale(Alternative alternative) {
        return new EffectScale("AUC", 0, 0.5, 1, alternative);
    }
}
