package org.palimpsest.stats;

/** The power of t tests on normal data, by the noncentral t law: exact. Effects are in standard deviations. */
public final class StudentPower {
    private StudentPower() {}

    /**
     * The paired t test. The effect is mean difference over the standard deviation of differences; n counts pairs. The sharded
     * likelihood test (Oren et al. 2024) is this test with shards for pairs.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve paired(double alpha, Alternative alternative) {
        return curve(
                "mean difference in standard deviations of differences",
                alpha,
                alternative,
                (effect, n) -> NoncentralT.power(n - 1.0, effect * Math.sqrt((double) n), alpha, alternative));
    }

    /**
     * The sign-flip test with the mean as its statistic: that of the paired t test, to which it is asymptotically equal, but 0
     * where the smallest p-value {@code 2^-n} (twice that if two-sided) exceeds the level. Approximate; a little too high for n
     * close to that bound. n counts pairs.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve signFlip(double alpha, Alternative alternative) {
        double sides = alternative == Alternative.TWO_SIDED ? 2 : 1;
        return curve(
                "mean difference in standard deviations of differences",
                alpha,
                alternative,
                (effect, n) -> sides * Math.pow(2, -(double) n) > alpha
                        ? 0
                        : NoncentralT.power(n - 1.0, effect * Math.sqrt((double) n), alpha, alternative));
    }

    /**
     * Student's test of two independent samples of equal size and standard deviation; {@link WelchTest} with Satterthwaite's
     * degrees of freedom comes near it. The effect is the difference of means over the common standard deviation; n counts the
     * observations of each sample.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve twoSamples(double alpha, Alternative alternative) {
        return curve(
                "difference of means in standard deviations",
                alpha,
                alternative,
                (effect, n) -> NoncentralT.power(2 * (n - 1.0), effect * Math.sqrt(n / 2.0), alpha, alternative));
    }

    /**
     * {@link WelchTest} as it is by default, on two samples of equal size and standard deviation: its statistic is Student's
     * with 2 (n - 1) degrees of freedom, its critical value that of n - 1. The effect is the difference of means over the common
     * standard deviation; n counts the observations of each sample.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve welch(double alpha, Alternative alternative) {
        return curve(
                "difference of means in standard deviations",
                alpha,
                alternative,
                (effect, n) ->
                        NoncentralT.power(2 * (n - 1.0), n - 1.0, effect * Math.sqrt(n / 2.0), alpha, alternative));
    }

    /**
     * One value against m others, {@code t = (x - mean) / (sd sqrt(1 + 1/m))}, m - 1 degrees of freedom. The effect is the
     * expected distance of x from the others in their standard deviations (x itself varies like them); n is m. More reshuffled models make sd certain,
     * not the distance larger: power stays below that of the normal test.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve oneAgainstMany(double alpha, Alternative alternative) {
        return curve(
                "distance in standard deviations of the others",
                alpha,
                alternative,
                (effect, m) -> NoncentralT.power(m - 1.0, effect / Math.sqrt(1 + 1.0 / m), alpha, alternative));
    }

    private static PowerCurve curve(String name, double alpha, Alternative alternative, Curve.Formula formula) {
        Curve.requireAlpha(alpha);
        EffectScale scale = new EffectScale(name, Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY, alternative);
        return new Curve(scale, 2, Curve.LARGEST, formula);
    }
}
