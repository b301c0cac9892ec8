package org.palimpsest.stats;

import java.util.Arrays;

/**
 * One p-value from many, for the hypothesis that all of theirs hold.
 *
 * <p>Every method takes base-10 logarithms of p-values and stays exact where the p-values underflow. A p-value may be discrete
 * or conservative, {@code P(p <= a) <= a}: the result stays valid. What differs is the dependence between the p-values that a
 * method tolerates:
 *
 * <ul>
 *   <li>independent p-values: {@link #fisher}, {@link #stouffer}, {@link #cauchy}, all exact if each p-value is uniform;
 *   <li>independent or positively dependent (PRDS): {@link #simes};
 *   <li>any dependence: {@link #bonferroni}, {@link #harmonicMean}, {@link #twiceTheMean}, {@link #cauchyAnyDependence}.
 * </ul>
 *
 * <p>The statistic of a result is named by its method; n is the number of p-values m. For a single p-value every method
 * returns that p-value, {@link #twiceTheMean} its double. Choose the method before the p-values are seen.
 */
public final class Combination {
    private static final String NULL = "all the combined null hypotheses are true";
    private static final double LN_10 = Math.log(10);

    private Combination() {}

    /**
     * Fisher (1932): {@code -2 sum ln p} has a chi-squared law with 2m degrees of freedom if the p-values are independent and
     * uniform; conservative for discrete p-values such as those of rank tests. Invalid under positive dependence. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is {@code -2 sum ln p}
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult fisher(double[] log10P) {
        LogSums.requireLog10P(log10P);
        double sum = 0;
        for (double log : log10P) {
            sum += log;
        }
        double statistic = -2 * sum * LN_10;
        if (log10P.length == 1) {
            return exact(statistic, log10P[0], Alternative.GREATER, 1);
        }
        double logP = statistic == 0 ? 0 : LogTails.chiSquaredUpper(statistic, 2.0 * log10P.length);
        return exact(statistic, logP / LN_10, Alternative.GREATER, log10P.length);
    }

    /**
     * Stouffer (1949) with equal weights: {@code sum z / sqrt(m)} is standard normal if the p-values are independent and
     * uniform, z their upper normal quantiles. A single p-value of 1 makes the combined p-value 1, so that for rank p-values
     * {@link #fisher} is the better choice. Invalid under positive dependence. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the combined z, held at the most negative double where a p-value is 1
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult stouffer(double[] log10P) {
        LogSums.requireLog10P(log10P);
        return stouffer(log10P, LogSums.equalWeights(log10P.length));
    }

    /**
     * Stouffer's method with weights w (Lipt&aacute;k 1958): {@code sum w z / sqrt(sum w^2)}. The best weights are proportional
     * to the effects in units of z, such as square roots of sample sizes; they must be fixed beforehand.
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @param weights positive and finite, one for each p-value; only their ratios matter
     * @return the statistic is the combined z, held at the most negative double where a p-value is 1
     * @throws IllegalArgumentException if there is no value, one is NaN, infinite or above 0, or the weights don't fit
     */
    public static TestResult stouffer(double[] log10P, double[] weights) {
        LogSums.requireLog10P(log10P);
        LogSums.requireWeights(weights, log10P.length);
        double largest = Arrays.stream(weights).max().orElseThrow();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i] / largest;
            sum += weight * NormalQuantile.ofLogUpper(log10P[i] * LN_10);
            squares += weight * weight;
        }
        if (sum == Double.NEGATIVE_INFINITY) {
            return exact(-Double.MAX_VALUE, 0, Alternative.GREATER, log10P.length);
        }
        double z = sum / Math.sqrt(squares);
        return exact(z, LogTails.normalUpper(z) / LN_10, Alternative.GREATER, log10P.length);
    }

    /**
     * Simes (1986): {@code min over k of m p_(k) / k} over the ordered p-values. Exact for independent uniform p-values, valid
     * for positively dependent test statistics (PRDS; Sarkar 1998, Benjamini and Yekutieli 2001). O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the combined log10 p itself
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult simes(double[] log10P) {
        LogSums.requireLog10P(log10P);
        double[] sorted = log10P.clone();
        Arrays.sort(sorted);
        double least = 0;
        for (int k = 1; k <= sorted.length; k++) {
            least = Math.min(least, sorted[k - 1] + Math.log10((double) sorted.length / k));
        }
        return ofCombined(least, log10P.length);
    }

    /**
     * The Cauchy combination (Liu and Xie 2020, ACAT): the mean of {@code cot(pi p)} has a standard Cauchy law if the p-values
     * are independent and uniform, at every level. Under dependence it is only valid as the level goes to 0. With normal
     * statistics of equal correlation .3 it rejects 5.9, 7.0 and 8.6 % at level 5 % for m = 5, 20 and 100, 1.1 to 1.5 % at
     * level 1 % and about 0.1 % at level 0.1 %: for p-values that are not independent take {@link #cauchyAnyDependence}. A
     * single p-value of 1 makes the combined p-value 1. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the mean Cauchy score, held within the range of a double
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult cauchy(double[] log10P) {
        LogSums.requireLog10P(log10P);
        CauchySum sum = CauchySum.of(log10P);
        return exact(sum.mean(), sum.logTail() / LN_10, Alternative.GREATER, log10P.length);
    }

    /**
     * The Cauchy combination with a p-value that holds under every dependence: the dual bound of Embrechts and Puccetti (2006)
     * on the tail of a sum of Cauchy variables with any copula. In the far tail it is the plain p-value times a factor that
     * grows like ln m (3.6 for m = 5, 5.5 for m = 20).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the mean Cauchy score, held within the range of a double
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult cauchyAnyDependence(double[] log10P) {
        LogSums.requireLog10P(log10P);
        CauchySum sum = CauchySum.of(log10P);
        double log10 = log10P.length == 1 ? log10P[0] : sum.logWorstTail(log10P.length) / LN_10;
        return exact(sum.mean(), log10, Alternative.GREATER, log10P.length);
    }

    /**
     * Bonferroni: {@code min(1, m min p)}. Valid under every dependence. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the combined log10 p itself
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult bonferroni(double[] log10P) {
        LogSums.requireLog10P(log10P);
        double least = Arrays.stream(log10P).min().orElseThrow();
        return ofCombined(Math.min(0, least + Math.log10(log10P.length)), log10P.length);
    }

    /**
     * The harmonic mean times the factor that makes it valid under every dependence (Vovk and Wang 2020): 2 for m = 2, 3.6 for
     * m = 5, 5.5 for m = 20, growing like ln m. Stronger than Bonferroni where several p-values are small. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the combined log10 p itself
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult harmonicMean(double[] log10P) {
        LogSums.requireLog10P(log10P);
        int m = log10P.length;
        double[] reciprocals = Arrays.stream(log10P).map(log -> -log).toArray();
        double log10Mean = -LogSums.weighted(reciprocals, LogSums.equalWeights(m), 10);
        return ofCombined(Math.min(0, log10Mean + Math.log10(CauchySum.paretoFactor(m))), m);
    }

    /**
     * Twice the arithmetic mean, {@code min(1, 2 mean p)}. Valid under every dependence (R&uuml;schendorf 1982, Vovk and Wang
     * 2020); useful only where all p-values are small. O(m).
     *
     * @param log10P base-10 logarithms of p-values, at least one, finite and at most 0
     * @return the statistic is the combined log10 p itself
     * @throws IllegalArgumentException if there is no value, or one is NaN, infinite or above 0
     */
    public static TestResult twiceTheMean(double[] log10P) {
        LogSums.requireLog10P(log10P);
        double log10Mean = LogSums.weighted(log10P, LogSums.equalWeights(log10P.length), 10);
        return ofCombined(Math.min(0, log10Mean + Math.log10(2)), log10P.length);
    }

    private static TestResult ofCombined(double log10P, int m) {
        return exact(log10P, log10P, Alternative.LESS, m);
    }

    private static TestResult exact(double statistic, double log10P, Alternative side, int m) {
        return TestResult.ofLog10P(NULL, statistic, Math.min(0, log10P), side, PValueMethod.EXACT, m);
    }
}
