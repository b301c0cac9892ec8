package org.palimpsest.stats;

/**
 * Doubled mid-ranks about zero, {@code 2 rank - (n + 1)}: integers, so that sums of products are exact and equal statistics
 * compare as equal.
 */
final class CentredRanks {
    private CentredRanks() {}

    /**
     * The doubled, centred mid-ranks of the values, each in [-(n-1), n-1].
     *
     * @throws IllegalArgumentException if a value is not finite or all are equal
     */
    static int[] of(double[] values, String name) {
        Scores.requireFinite(name, values);
        double[] ranks = MidRanks.of(values);
        int[] centred = new int[ranks.length];
        boolean varies = false;
        for (int i = 0; i < ranks.length; i++) {
            centred[i] = (int) Math.round(2 * ranks[i] - (ranks.length + 1.0));
            varies |= centred[i] != 0;
        }
        if (!varies) {
            throw new IllegalArgumentException(
                    name + " must vary, got " + values.length + " times the value " + values[0]);
        }
        return centred;
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
