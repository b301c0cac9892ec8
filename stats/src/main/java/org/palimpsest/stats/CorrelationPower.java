package org.palimpsest.stats;

/**
 * The power of tests of correlation, by Fisher's z: {@code atanh(r)} is nearly normal with variance c/(n - k) (Fieller, Hartley
 * and Pearson 1957). Close for |r| below about .5 and n from 20.
 */
public final class CorrelationPower {
    /** Fieller, Hartley and Pearson's constants for Kendall's tau. */
    private static final double KENDALL_VARIANCE = 0.437;

    private static final double KENDALL_LOSS = 4;

    private CorrelationPower() {}

    /**
     * Spearman's test: variance 1/(n - 3), as in {@link PowerPlan#sampleSizeForCorrelation}. n counts pairs.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve spearman(double alpha, Alternative alternative) {
        Curve.requireAlpha(alpha);
        return new Curve(
                new EffectScale("Spearman correlation", -1, 0, 1, alternative),
                4,
                Curve.LARGEST,
                (rho, n) -> NormalPower.of(atanh(rho) * Math.sqrt(n - 3.0), 1, alpha, alternative));
    }

    /**
     * The stratified rank test: strata of about equal size k and equal correlation rho within, normal data. The mean of the
     * strata's correlations has null variance {@code 1/(strata (k - 1))}; under the alternative each has expectation
     * {@code (6/pi asin(2 sin(pi rho/6)) + (k - 2) rho) / (k + 1)} (Moran 1948), less than rho in small strata, and its
     * variance shrinks by {@code (1 - rho^2)^2 (1 + rho^2/2)} (Bonett and Wright 2000). n counts pairs in all strata together.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @param strata number of strata that hold at least two pairs, at least 1
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static PowerCurve stratifiedSpearman(double alpha, Alternative alternative, long strata) {
        Curve.requireAlpha(alpha);
        if (strata < 1) {
            throw new IllegalArgumentException("strata must be at least 1, got " + strata);
        }
        return new Curve(
                new EffectScale("Spearman correlation", -1, 0, 1, alternative), 2 * strata, Curve.LARGEST, (rho, n) -> {
                    double size = (double) n / strata;
                    double pearson = 2 * Math.sin(Math.PI * rho / 6);
                    double expected = (6 / Math.PI * Math.asin(pearson) + (size - 2) * rho) / (size + 1);
                    double sd = (1 - rho * rho) * Math.sqrt(1 + rho * rho / 2);
                    return NormalPower.of(expected * Math.sqrt((double) n - strata), sd, alpha, alternative);
                });
    }

    /**
     * Kendall's test: variance .437/(n - 4). n counts pairs. For normal data {@code tau = 2/pi asin(rho)}, so that the same
     * data show a smaller tau than rho and need as many pairs.
     *
     * @param alpha level in (0, 1)
     * @param alternative the side of the test
     * @throws IllegalArgumentException if alpha is outside its range
     */
    public static PowerCurve kendall(double alpha, Alternative alternative) {
        Curve.requireAlpha(alpha);
        return new Curve(
                new EffectScale("Kendall correlation", -1, 0, 1, alternative),
                5,
                Curve.LARGEST,
                (tau, n) -> NormalPower.of(
                        atanh(tau) * Math.sqrt((n - KENDALL_LOSS) / KENDALL_VARIANCE), 1, alpha, alternative));
    }

    private static double atanh(double r) {
        return 0.5 * (Math.log1p(r) - Math.log1p(-r));
    }
}
