package org.palimpsest.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;

/**
 * Corrections for having tested many hypotheses, as adjusted values: a hypothesis is rejected at level a where its adjusted
 * value is at most a.
 *
 * <p>Two things can be controlled: the chance of any false rejection (family-wise error rate, FWER), for a claim about each
 * single hypothesis; or the expected share of false ones among the rejected (false discovery rate, FDR), for a list that will
 * be looked into. All values go in and come out as base-10 logarithms, in the order given. An empty input gives an empty
 * output.
 */
public final class MultipleTesting {
    private MultipleTesting() {}

    /**
     * Bonferroni: {@code min(1, m p)}. Controls the FWER whatever the dependence. Holm's adjustment does the same and is never
     * larger. O(m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] bonferroni(double[] log10P) {
        requireLog10P(log10P);
        double factor = Math.log10(log10P.length);
        return Arrays.stream(log10P).map(log -> Math.min(0, log + factor)).toArray();
    }

    /**
     * Holm's step-down adjustment (1979): controls the chance of any false rejection, whatever the dependence between the
     * tests. The i-th smallest of m p-values becomes {@code max over j <= i of min(1, (m - j + 1) p_j)}. O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] holm(double[] log10P) {
        requireLog10P(log10P);
        int m = log10P.length;
        int[] order = ascending(log10P);
        double[] adjusted = new double[m];
        double largest = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < m; step++) {
            double scaled = log10P[order[step]] + Math.log10(m - step);
            largest = Math.max(largest, Math.min(0, scaled));
            adjusted[order[step]] = largest;
        }
        return adjusted;
    }

    /**
     * Hochberg's step-up adjustment (1988), {@code min over j >= i of (m - j + 1) p_j}. Controls the FWER where Simes'
     * inequality holds: independent or positively dependent test statistics (PRDS), not every dependence. O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] hochberg(double[] log10P) {
        requireLog10P(log10P);
        int m = log10P.length;
        return stepUp(log10P, rank -> Math.log10(m - rank + 1));
    }

    /**
     * Hommel's adjustment (1988): the closed test of Simes' tests, so the largest Simes p-value of any set of hypotheses that
     * holds this one. Controls the FWER where Simes' inequality holds (independence, PRDS); never larger than Hochberg's.
     * O(m^2).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] hommel(double[] log10P) {
        requireLog10P(log10P);
        int m = log10P.length;
        int[] order = ascending(log10P);
        double[] adjusted = log10P.clone();
        for (int size = 2; size <= m; size++) {
            // The worst set of this size holds the hypothesis itself and the largest p-values besides.
            double rest = Double.POSITIVE_INFINITY;
            for (int k = 2; k <= size; k++) {
                rest = Math.min(rest, log10P[order[m - size + k - 1]] + Math.log10((double) size / k));
            }
            double first = log10P[order[m - size]] + Math.log10(size);
            for (int i = 0; i < m; i++) {
                double own = i < m - size ? log10P[order[i]] + Math.log10(size) : first;
                adjusted[order[i]] = Math.max(adjusted[order[i]], Math.min(own, rest));
            }
        }
        return Arrays.stream(adjusted).map(log -> Math.min(0, log)).toArray();
    }

    /**
     * Benjamini and Hochberg's step-up adjustment (1995), {@code min over j >= i of m p_j / j}. Controls the FDR for
     * independent or positively dependent test statistics (PRDS; Benjamini and Yekutieli 2001). O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] benjaminiHochberg(double[] log10P) {
        requireLog10P(log10P);
        int m = log10P.length;
        return stepUp(log10P, rank -> Math.log10((double) m / rank));
    }

    /**
     * Benjamini and Yekutieli's adjustment (2001): that of Benjamini and Hochberg times {@code 1 + 1/2 + ... + 1/m}. Controls
     * the FDR whatever the dependence. O(m log m).
     *
     * @param log10P base-10 logarithms of p-values, each at most 0; left unchanged
     * @return adjusted log10 p-values in the same order
     * @throws IllegalArgumentException if a value is NaN or above 0
     */
    public static double[] benjaminiYekutieli(double[] log10P) {
        requireLog10P(log10P);
        int m = log10P.length;
        double harmonic = 0;
        for (int i = m; i >= 1; i--) {
            harmonic += 1.0 / i;
        }
        double factor = harmonic * m;
        return stepUp(log10P, rank -> Math.log10(factor / rank));
    }

    /**
     * The e-BH procedure (Wang and Ramdas 2022) in adjusted form: with e-values in falling order, {@code min over j >= i of
     * m / (j e_j)}. Controls the FDR whatever the dependence between the e-values. O(m log m).
     *
     * @param log10E base-10 logarithms of e-values, minus infinity for 0; left unchanged
     * @return for each e-value log10 of the smallest level at which it is rejected, at most 0, in the same order
     * @throws IllegalArgumentException if a value is NaN or plus infinity
     */
    public static double[] eBenjaminiHochberg(double[] log10E) {
        if (log10E.length == 0) {
            return new double[0];
        }
        EValue.requireLog10E(log10E);
        int m = log10E.length;
        double[] reciprocals = Arrays.stream(log10E).map(log -> -log).toArray();
        return stepUp(reciprocals, rank -> Math.log10((double) m / rank));
    }

    /** {@code min over j >= i of min(0, value_j + factor(j))} over values in rising order, j from 1. */
    private static double[] stepUp(double[] values, IntToDoubleFunction log10Factor) {
        int[] order = ascending(values);
        double[] adjusted = new double[values.length];
        double smallest = 0;
        for (int rank = values.length; rank >= 1; rank--) {
            smallest = Math.min(smallest, values[order[rank - 1]] + log10Factor.applyAsDouble(rank));
            adjusted[order[rank - 1]] = smallest;
        }
        return adjusted;
    }

    private static int[] ascending(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static void requireLog10P(double[] log10P) {
        for (int i = 0; i < log10P.length; i++) {
            if (!(log10P[i] <= 0)) {
                throw new IllegalArgumentException("log10 p must be at most 0, got " + log10P[i] + " at index " + i);
            }
        }
    }
}
