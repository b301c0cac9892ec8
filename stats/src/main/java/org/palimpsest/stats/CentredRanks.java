package org.palimpsest.stats;

import java.util.concurrent.ForkJoinTask;

/**
 * Doubled mid-ranks about zero, {@code 2 rank - (n + 1)}: integers, so that sums of products are exact and equal statistics
 * compare as equal.
 */
final class CentredRanks {
    /** From this length on a second thread pays. */
    private static final int LONG = 20_000;

    private CentredRanks() {}

    /**
     * The doubled, centred mid-ranks of the values, each in [-(n-1), n-1].
     *
     * @throws IllegalArgumentException if a value is not finite or all are equal
     */
    static int[] of(double[] values, String name) {
        Scores.requireFinite(name, values);
        return varying(RankOrder.centred(values), values, name);
    }

    /**
     * The ranks of x and of y, found at the same time if they are long.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static int[][] pair(double[] x, double[] y) {
        if (x.length < LONG) {
            return new int[][] {of(x, "x"), of(y, "y")};
        }
        Scores.requireFinite("x", x);
        Scores.requireFinite("y", y);
        ForkJoinTask<int[]> other =
                ForkJoinTask.adapt(() -> RankOrder.centred(y)).fork();
        int[] first = RankOrder.centred(x);
        return new int[][] {varying(first, x, "x"), varying(other.join(), y, "y")};
    }

    /**
     * Scores of the places x and the ranks of y.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static int[][] pair(double[] x, double[] y, PositionScores scores) {
        return scores == PositionScores.RANK ? pair(x, y) : new int[][] {scores.centred(x, "x"), of(y, "y")};
    }

    private static int[] varying(int[] centred, double[] values, String name) {
        for (int rank : centred) {
            if (rank != 0) {
                return centred;
            }
        }
        throw new IllegalArgumentException(name + " must vary, got " + values.length + " times the value " + values[0]);
    }

    /** The sum of products, exact up to the rounding at the end; the two halves cannot overflow for any array length. */
    static double product(int[] a, int[] b) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < a.length; i++) {
            long product = (long) a[i] * b[i];
            high += product >> 32;
            low += product & 0xFFFFFFFFL;
        }
        return combine(high, low);
    }

    /** The sum of products after b is put in another order: {@code sum a[i] b[order[i]]}. */
    static double product(int[] a, int[] b, int[] order) {
        int[] moved = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            moved[i] = b[order[i]];
        }
        return product(a, moved);
    }

    /** The product of the norms, which turns a sum of products into a correlation; exact if the norms are equal. */
    static double scale(int[] a, int[] b) {
        double squareA = product(a, a);
        double squareB = product(b, b);
        return squareA == squareB ? squareA : Math.sqrt(squareA) * Math.sqrt(squareB);
    }

    /** {@code high * 2^32 + low}, rounded so that equal sums stay equal. */
    static double combine(long high, long low) {
        long carried = high + (low >>> 32);
        return 0x1p32 * carried + (low & 0xFFFFFFFFL);
    }
}
