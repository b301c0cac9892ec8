package org.palimpsest.stats;

/**
 * E-values: numbers at least 0 whose expectation is at most 1 under the null hypothesis, so that P(e &ge; 1/a) &le; a (Markov).
 * All are given and taken as base-10 logarithms, which never overflow.
 *
 * <p>A calibrator f with {@code integral of f over [0, 1] = 1} turns any valid p-value into an e-value f(p), discrete and
 * conservative ones included (Vovk and Wang 2021). E-values merge simply: by their product where each is an e-value given the
 * ones before it (independent data, or looks at fresh data one after the other), by any mean fixed beforehand under every
 * dependence.
 */
public final class EValue {
    private static final double LN_10 = Math.log(10);
    /** Below it the series of (e^u - 1 - u)/u^2 is used, above it the closed form. */
    private static final double SERIES = 1;

    private EValue() {}

    /**
     * The power calibrator {@code e = kappa p^(kappa - 1)}. Small kappa favours small p-values.
     *
     * @param log10P base-10 logarithm of a p-value, finite and at most 0
     * @param kappa in (0, 1), fixed before the p-value is seen
     * @return log10 e
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double fromP(double log10P, double kappa) {
        requireLog10P(log10P);
        if (!(kappa > 0 && kappa < 1)) {
            throw new IllegalArgumentException("kappa must be in (0, 1), got " + kappa);
        }
        return Math.log10(kappa) + (kappa - 1) * log10P;
    }

    /**
     * The calibrator {@code e = 1 / (2 sqrt(p))}: the power calibrator with kappa 1/2.
     *
     * @param log10P base-10 logarithm of a p-value, finite and at most 0
     * @return log10 e
     * @throws IllegalArgumentException if log10P is outside its range
     */
    public static double fromP(double log10P) {
        return fromP(log10P, 0.5);
    }

    /**
     * The mixture of the power calibrators over kappa, uniform on (0, 1): {@code e = (1 - p + p ln p) / (p (ln p)^2)}, which is
     * 1/2 at p = 1 (Shafer et al. 2011, Vovk and Wang 2021, equation 2). It needs no choice of kappa and loses a factor of
     * {@code (ln p)^2} against the impossible 1/p.
     *
     * @param log10P base-10 logarithm of a p-value, finite and at most 0
     * @return log10 e
     * @throws IllegalArgumentException if log10P is outside its range
     */
    public static double fromPByMixture(double log10P) {
        requireLog10P(log10P);
        // With u = -ln p the calibrator is (e^u - 1 - u) / u^2.
        double u = -log10P * LN_10;
        if (u < SERIES) {
            double term = 0.5;
            double sum = 0;
            for (int k = 3; term > 1e-18; k++) {
                sum += term;
                term *= u / k;
            }
            return Math.log10(sum);
        }
        return (u - 2 * Math.log(u) + Math.log1p(-(1 + u) * Math.exp(-u))) / LN_10;
    }

    /**
     * The p-value {@code min(1, 1/e)}: the only one that is valid for every e-value.
     *
     * @param log10E base-10 logarithm of an e-value; minus infinity for 0
     * @return log10 p, at most 0
     * @throws IllegalArgumentException if log10E is NaN or plus infinity
     */
    public static double toP(double log10E) {
        requireLog10E(new double[] {log10E});
        return Math.min(0, -log10E);
    }

    /**
     * The product. An e-value if the factors are independent, or if each has expectation at most 1 given all before it; with
     * overlapping data it is not.
     *
     * @param log10E base-10 logarithms, at least one; minus infinity for 0
     * @return log10 of the product
     * @throws IllegalArgumentException if there is no value, or one is NaN or plus infinity
     */
    public static double product(double[] log10E) {
        requireLog10E(log10E);
        double sum = 0;
        for (double log : log10E) {
            sum += log;
        }
        return sum;
    }

    /**
     * The arithmetic mean: an e-value under every dependence, and in essence the only symmetric way (Vovk and Wang 2021,
     * Proposition 3.1).
     *
     * @param log10E base-10 logarithms, at least one; minus infinity for 0
     * @return log10 of the mean
     * @throws IllegalArgumentException if there is no value, or one is NaN or plus infinity
     */
    public static double mean(double[] log10E) {
        requireLog10E(log10E);
        return LogSums.weighted(log10E, LogSums.equalWeights(log10E.length), 10);
    }

    /**
     * The weighted mean: an e-value under every dependence if the weights were fixed beforehand.
     *
     * @param log10E base-10 logarithms, at least one; minus infinity for 0
     * @param weights positive and finite, one for each value; only their ratios matter
     * @return log10 of the mean
     * @throws IllegalArgumentException if there is no value, one is NaN or plus infinity, or the weights don't fit
     */
    public static double mean(double[] log10E, double[] weights) {
        requireLog10E(log10E);
        LogSums.requireWeights(weights, log10E.length);
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        double[] shares = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            shares[i] = weights[i] / largest;
            sum += shares[i];
        }
        return LogSums.weighted(log10E, shares, 10) - Math.log10(sum);
    }

    private static void requireLog10P(double log10P) {
        LogSums.requireLog10P(new double[] {log10P});
    }

    static void requireLog10E(double[] log10E) {
        if (log10E.length == 0) {
            throw new IllegalArgumentException("log10E must hold at least 1 value, got 0");
        }
        for (int i = 0; i < log10E.length; i++) {
            if (!(log10E[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "log10 e must be below infinity, got " + log10E[i] + " at index " + i);
            }
        }
    }
}
