package org.palimpsest.stats;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The law of the number of inversions of a random arrangement of n values of which some are equal; equal values are never
 * inverted.
 *
 * <p>The numbers of arrangements are the coefficients of the Gaussian multinomial {@code [n]! / prod [u_i]!}, built up factor by
 * factor: {@code (1 - q^(N+j)) / (1 - q^j)} adds the j-th member of a group to N others. For all-different values this is the
 * recursion of Kendall (1938). O(n d) for the chance of at most d inversions.
 */
final class InversionLaw {
    /** The largest n for which every number of arrangements fits a double: 170! does and 171! doesn't. */
    static final int MAX_N = 170;

    private final int[] groups;
    private final int n;
    private final double logArrangements;

    /**
     * The law of values with the given tie sizes.
     *
     * @param groups how often each value occurs, each at least 1, in sum at most {@link #MAX_N}
     */
    InversionLaw(int[] groups) {
        this.groups = groups.clone();
        int total = 0;
        double log = 0;
        for (int size : groups) {
            total += size;
            log -= LogGamma.value(size + 1.0);
        }
        this.n = total;
        this.logArrangements = log + LogGamma.value(total + 1.0);
    }

    /** The largest number of inversions: the number of pairs of different values. */
    long most() {
        long pairs = (long) n * (n - 1) / 2;
        for (int size : groups) {
            pairs -= (long) size * (size - 1) / 2;
        }
        return pairs;
    }

    /** ln P(inversions &le; d); the law is symmetric about half of {@link #most}. */
    double logAtMost(long d) {
        long most = most();
        if (d < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (d >= most) {
            return 0;
        }
        if (d > most - d - 1) {
            return IncompleteBeta.log1mExp(logAtMost(most - d - 1));
        }
        double sum = 0;
        for (double count : counts(Math.toIntExact(d))) {
            sum += count;
        }
        return Math.min(0, Math.log(sum) - logArrangements);
    }

    /** The numbers of arrangements with 0 to d inversions. */
    private double[] counts(int d) {
        double[] counts = new double[d + 1];
        counts[0] = 1;
        int others = 0;
        for (int size : groups) {
            for (int j = 1; j <= size && others > 0; j++) {
                int factor = others + j;
                for (int i = d; i >= factor; i--) {
                    counts[i] -= counts[i - factor];
                }
                for (int i = j; i <= d; i++) {
                    counts[i] += counts[i - j];
                }
            }
            others += size;
        }
        return counts;
    }
}
