package org.palimpsest.stats;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * What Spearman's correlation needs of ranked rows: exact sums of whole numbers, so that parts of the rows, summed wherever they lie
 * and added in whatever order, give what all rows give in one place. Ranks enter doubled and centred, {@code 2 rank - (n + 1)} for the
 * mid-rank among all n rows of all parts: whole numbers in [-(n-1), n-1] whose sum is 0.
 *
 * @param n rows summed
 * @param sumX sum of the ranks of x; 0 once all rows are in
 * @param sumY sum of the ranks of y; 0 once all rows are in
 * @param squaresX sum of their squares
 * @param squaresY sum of their squares
 * @param products sum of the products of both
 */
public record RankSums(
        long n, BigInteger sumX, BigInteger sumY, BigInteger squaresX, BigInteger squaresY, BigInteger products)
        implements Serializable {
    /** The sums of no rows. */
    public static final RankSums NONE = new Builder().build();

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if n or a sum of squares is negative
     */
    public RankSums {
        if (n < 0 || squaresX.signum() < 0 || squaresY.signum() < 0) {
            throw new IllegalArgumentException(
                    "n and squares must be at least 0, got " + n + ", " + squaresX + " and " + squaresY);
        }
    }

    /**
     * The sums of some rows.
     *
     * @param x doubled, centred mid-ranks among all rows
     * @param y the same of the other series, as many
     * @return their sums
     * @throws IllegalArgumentException if lengths differ
     */
    public static RankSums of(long[] x, long[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x and y must be equally long, got " + x.length + " and " + y.length);
        }
        Builder sums = new Builder();
        for (int i = 0; i < x.length; i++) {
            sums.add(x[i], y[i]);
        }
        return sums.build();
    }

    /**
     * The sums of the rows of both.
     *
     * @param other sums of other rows
     * @return the sums of all
     */
    public RankSums plus(RankSums other) {
        return new RankSums(
                Math.addExact(n, other.n),
                sumX.add(other.sumX),
                sumY.add(other.sumY),
                squaresX.add(other.squaresX),
                squaresY.add(other.squaresY),
                products.add(other.products));
    }

    /**
     * Spearman's rho.
     *
     * @return in [-1, 1], exactly 1 or -1 for perfect orders
     * @throws IllegalArgumentException if these are not the sums of all rows, they are fewer than 3, or a series is constant
     */
    public double correlation() {
        requireWhole();
        double x = squaresX.doubleValue();
        double y = squaresY.doubleValue();
        double scale = x == y ? x : Math.sqrt(x) * Math.sqrt(y);
        return Math.max(-1, Math.min(1, products.doubleValue() / scale));
    }

    private void requireWhole() {
        if (n < 3) {
            throw new IllegalArgumentException("n must be at least 3, got " + n);
        }
        if (sumX.signum() != 0 || sumY.signum() != 0) {
            throw new IllegalArgumentException("centred ranks of all rows must sum to 0, got " + sumX + " and " + sumY
                    + " for " + n + " rows; parts are missing or were added twice");
        }
        if (squaresX.signum() == 0 || squaresY.signum() == 0) {
            throw new IllegalArgumentException(
                    (squaresX.signum() == 0 ? "x" : "y") + " must vary, got " + n + " equal values");
        }
    }

    /** Whether neither series has ties, or too few to change its variance as a double, so that their law is that of rows without. */
    public boolean isUntied() {
        return TieStructure.isUntied(n, squaresX.doubleValue()) && TieStructure.isUntied(n, squaresY.doubleValue());
    }

    /** Sums row by row. For one thread. */
    public static final class Builder {
        private final WideSum squaresX = new WideSum();
        private final WideSum squaresY = new WideSum();
        private final WideSum products = new WideSum();
        private final WideSum sumX = new WideSum();
        private final WideSum sumY = new WideSum();
        private long n;

        /** The sums of no rows yet. */
        public Builder() {}

        /**
         * Adds a row.
         *
         * @param x doubled, centred mid-rank among all rows
         * @param y the same of the other series
         */
        public void add(long x, long y) {
            squaresX.add(x, x);
            squaresY.add(y, y);
            products.add(x, y);
            sumX.add(x, 1);
            sumY.add(y, 1);
            n++;
        }

        /**
         * The sums of the rows so far.
         *
         * @return sums that later rows leave as they are
         */
        public RankSums build() {
            return new RankSums(n, sumX.value(), sumY.value(), squaresX.value(), squaresY.value(), products.value());
        }
    }
}
