package org.palimpsest.inference.attack;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** Means of a share of a text's token values. */
final class Shares {
    private Shares() {}

    static double mean(double[] values) {
        return sum(values) / values.length;
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * How many tokens a share is: {@code max(1, floor(share * size))}, with the share as its decimal digits say, so that 0.29
     * of 100 is 29 and not 28.
     */
    static int count(double share, int size) {
        int floor = BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(size))
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
        return Math.max(1, floor);
    }

    /** Mean of the lowest share of the values; O(n log n). */
    static double meanOfLowest(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return mean(Arrays.copyOf(sorted, count(share, sorted.length)));
    }

    /** Mean of the highest share of the values. */
    static double meanOfHighest(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return mean(Arrays.copyOfRange(sorted, sorted.length - count(share, sorted.length), sorted.length));
    }

    /** The greatest of the lowest share of the values. */
    static double boundOfLowest(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[count(share, sorted.length) - 1];
    }

    /**
     * Checks a share.
     *
     * @throws IllegalArgumentException if it is not in (0, 1]
     */
    static double require(String name, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], got " + share);
        }
        return share;
    }
}
