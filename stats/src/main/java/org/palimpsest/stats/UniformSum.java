package org.palimpsest.stats;

import java.util.Map;
import java.util.TreeMap;

/**
 * The law of a sum of independent uniforms on 0..size-1, with its lower tail in log space.
 *
 * <p>The law is computed under exponential tilting: every term is weighted by {@code e^(theta k)} with theta chosen so that
 * the wanted sum becomes the mean. There all masses that matter are of ordinary size, and the tail of the true law follows
 * from them without underflow and with full relative accuracy (the device of Esscher 1932, here with the exact tilted law in
 * place of its normal approximation). Long sums are not convolved but inverted, see {@link UniformSumContour}: both ways give
 * the exact law up to rounding.
 */
final class UniformSum {
    /** Additions above which the convolution gives way to the inversion. */
    private static final double MOST_ADDITIONS = 1e6;

    private UniformSum() {}

    /**
     * ln P(sum &le; s). Relative error of the tail about 1e-12; O(m s) time for m terms, at most a few ms, then O(m).
     *
     * @param sizes number of values of each term, each at least 1
     * @param s a sum of at least 0
     */
    static double logLowerTail(int[] sizes, long s) {
        long largest = 0;
        for (int size : sizes) {
            largest += size - 1;
        }
        if (s >= largest) {
            return 0;
        }
        if (s == 0) {
            return -logOutcomes(sizes);
        }
        if (s > (largest - 1) / 2) {
            // The law is symmetric; so p near 1 keeps the digits of 1 - p.
            return IncompleteBeta.log1mExp(logLowerTail(sizes, largest - s - 1));
        }
        if ((double) sizes.length * s > MOST_ADDITIONS) {
            return inverted(sizes, s, largest);
        }
        return convolved(sizes, s);
    }

    /** By inversion, for a sum below the mean. */
    static double inverted(int[] sizes, long s, long largest) {
        Map<Integer, Integer> groups = new TreeMap<>();
        for (int size : sizes) {
            if (size > 1) {
                groups.merge(size, 1, Integer::sum);
            }
        }
        int[] distinct = groups.keySet().stream().mapToInt(size -> size).toArray();
        int[] counts = groups.values().stream().mapToInt(count -> count).toArray();
        return Math.min(0, new UniformSumContour(distinct, counts, s - largest / 2.0).logLowerTail());
    }

    private static double logOutcomes(int[] sizes) {
        double sum = 0;
        for (int size : sizes) {
            sum += Math.log(size);
        }
        return sum;
    }

    private static double convolved(int[] sizes, long s) {
        double theta = tilt(sizes, s);
        double[] tilted = tiltedLaw(sizes, Math.toIntExact(s), theta);
        double tail = 0;
        for (int k = 0; k <= s; k++) {
            tail += tilted[k] * Math.exp(theta * (s - k));
        }
        double logMoment = 0;
        for (int size : sizes) {
            logMoment += Math.log(weight(size, theta));
        }
        return Math.min(0, logMoment - logOutcomes(sizes) - theta * s + Math.log(tail));
    }

    /** The theta at most 0 at which the tilted mean is s, or 0 if the mean is not above s; by bisection. */
    private static double tilt(int[] sizes, long s) {
        if (mean(sizes, 0) <= s) {
            return 0;
        }
        double low = -1;
        while (mean(sizes, low) > s) {
            low *= 2;
        }
        double high = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (mean(sizes, middle) > s) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private static double mean(int[] sizes, double theta) {
        double sum = 0;
        for (int size : sizes) {
            sum += Math.abs(theta * size) < 1e-6
                    ? (size - 1) / 2.0
                    : size / -Math.expm1(-theta * size) - 1 / -Math.expm1(-theta);
        }
        return sum;
    }

    /** The sum of e^(theta k) over k in 0..size-1. */
    private static double weight(int size, double theta) {
        return theta == 0 ? size : Math.expm1(theta * size) / Math.expm1(theta);
    }

    /** P(sum = k) under the tilted law for k in 0..s: one running geometric sum a term. */
    private static double[] tiltedLaw(int[] sizes, int s, double theta) {
        double[] law = new double[s + 1];
        law[0] = 1;
        double[] next = new double[s + 1];
        double ratio = Math.exp(theta);
        for (int size : sizes) {
            double scale = 1 / weight(size, theta);
            double leaving = Math.exp(theta * size);
            double window = 0;
            for (int k = 0; k <= s; k++) {
                window = window * ratio + law[k];
                if (k >= size) {
                    window = Math.max(0, window - leaving * law[k - size]);
                }
                next[k] = window * scale;
            }
            double[] swap = law;
            law = next;
            next = swap;
        }
        return law;
    }
}
