package org.palimpsest.traps.survival;

/**
 * What copies are worth in exact ones (Shilov, Meeus and de Montjoye 2026, mosaic memory, arXiv 2405.15523): one exact copy and
 * c - 1 fuzzy ones count as {@code 1 + rho (c - 1)}. Of the four models measured the table takes the least rho.
 */
public final class CopyWorth {
    private static final double[] REPLACED = {0, .01, .05, .10, .15, .20, .25, .50, .75, 1};
    private static final double[] RHO = {1, .90, .76, .60, .48, .39, .32, .13, .06, 0};

    private CopyWorth() {}

    /**
     * The worth of one fuzzy copy.
     *
     * @param replaced share of its tokens that are replaced, other ones in every copy, in [0, 1]
     * @return rho in [0, 1], linear between 0, 1, 5, 10, 15, 20, 25, 50, 75 and 100 %
     * @throws IllegalArgumentException if the share is out of range
     */
    public static double rho(double replaced) {
        if (!(replaced >= 0 && replaced <= 1)) {
            throw new IllegalArgumentException("replaced must be in [0, 1], got " + replaced);
        }
        int above = 1;
        while (REPLACED[above] < replaced) {
            above++;
        }
        double share = (replaced - REPLACED[above - 1]) / (REPLACED[above] - REPLACED[above - 1]);
        return RHO[above - 1] + share * (RHO[above] - RHO[above - 1]);
    }

    /**
     * The worth of all copies that are left.
     *
     * @param published copies published, 0 or more
     * @param survival share of them that is left, in [0, 1]
     * @param replaced share of tokens replaced in each, in [0, 1]
     * @return exact copies
     * @throws IllegalArgumentException if a number is out of range
     */
    public static double effective(double published, double survival, double replaced) {
        if (!(published >= 0) || !(survival >= 0 && survival <= 1)) {
            throw new IllegalArgumentException(
                    "published must be at least 0 and survival in [0, 1], got " + published + " and " + survival);
        }
        double left = published * survival;
        return left <= 1 ? left : 1 + rho(replaced) * (left - 1);
    }
}
