package org.palimpsest.stats;

import java.util.OptionalLong;

/**
 * The power of exact tests of a count of hits, {@code P[Bin(n, q) >= c]} with c the smallest count that is significant when the
 * chance is q0: exact. The effect is the true chance of a hit q, n the number of independent trials. Power has the form of a
 * sawtooth in n.
 */
public final class BinomialPower implements PowerCurve {
    private static final int TEETH = 2_000;

    private final EffectScale scale;
    private final double log10Alpha;

    private BinomialPower(String name, double alpha, double q0) {
        Curve.requireAlpha(alpha);
        if (!(q0 > 0 && q0 < 1)) {
            throw new IllegalArgumentException("q0 must be in (0, 1), got " + q0);
        }
        this.scale = new EffectScale(name, 0, q0, 1, Alternative.GREATER);
        this.log10Alpha = Math.log10(alpha);
    }

    /**
     * The binomial test.
     *
     * @param alpha level in (0, 1)
     * @param q0 largest chance of a hit under the null hypothesis, in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static BinomialPower of(double alpha, double q0) {
        return new BinomialPower("hit rate", alpha, q0);
    }

    /**
     * The last-k words test: under the null hypothesis one guess of k words from a list of V is right with chance V^-k. n
     * counts secrets, one guess each.
     *
     * @param alpha level in (0, 1)
     * @param listSize V, at least 2
     * @param words k, at least 1
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static BinomialPower lastWords(double alpha, long listSize, int words) {
        if (listSize < 2) {
            throw new IllegalArgumentException("listSize must be at least 2, got " + listSize);
        }
        if (words < 1) {
            throw new IllegalArgumentException("words must be at least 1, got " + words);
        }
        return new BinomialPower("share of secrets completed", alpha, Math.pow((double) listSize, -words));
    }

    /**
     * The test that the true positive rate exceeds the false positive rate at a threshold that was fixed beforehand on other
     * texts. n counts members; the non-members that fix the threshold must number at least 1/fpr besides.
     *
     * @param alpha level in (0, 1)
     * @param fpr false positive rate at the threshold, in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static BinomialPower tprAtFpr(double alpha, double fpr) {
        if (!(fpr > 0 && fpr < 1)) {
            throw new IllegalArgumentException("fpr must be in (0, 1), got " + fpr);
        }
        return new BinomialPower("true positive rate", alpha, fpr);
    }

    /**
     * The smallest significant number of hits, n + 1 if there is none.
     *
     * @param n number of trials, at least 1
     */
    public long criticalHits(long n) {
        long low = 0;
        long high = n + 1;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (significant(n, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    @Override
    public double at(double effect, long n) {
        return power(effect, n, criticalHits(n));
    }

    /**
     * The smallest n that reaches the power, tooth by tooth; beyond {@value #TEETH} critical hits, where the teeth are small, a
     * size whose predecessor does not reach it.
     */
    @Override
    public OptionalLong sampleSize(double effect, double power) {
        long last = 0;
        for (long hits = 1; hits <= TEETH && last < largestN(); hits++) {
            // So many hits are critical from the end of the last tooth to the end of this, and power grows in between.
            long low = Math.max(last, hits - 1);
            last = endOfTooth(hits, low);
            if (last == low || power(effect, last, hits) < power) {
                continue;
            }
            long high = last;
            while (high - low > 1) {
                long middle = low + (high - low) / 2;
                if (power(effect, middle, hits) >= power) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return OptionalLong.of(high);
        }
        return last < largestN() ? PowerCurve.super.sampleSize(effect, power) : OptionalLong.empty();
    }

    /** The largest n at which so many hits are significant, or {@code from} if they are not even at the next n. */
    private long endOfTooth(long hits, long from) {
        long low = from;
        long step = 1;
        while (low + step <= largestN() && significant(low + step, hits)) {
            low += step;
            step *= 2;
        }
        while (step > 1) {
            step /= 2;
            if (low + step <= largestN() && significant(low + step, hits)) {
                low += step;
            }
        }
        return low;
    }

    private boolean significant(long n, long hits) {
        return BinomialTail.log10Upper(n, scale.none(), hits) <= log10Alpha;
    }

    private static double power(double effect, long n, long hits) {
        if (hits > n || effect == 0) {
            return 0;
        }
        return Math.min(1, Math.pow(10, BinomialTail.log10Upper(n, effect, hits)));
    }

    @Override
    public EffectScale scale() {
        return scale;
    }

    @Override
    public long smallestN() {
        return 1;
    }

    @Override
    public long largestN() {
        return Curve.LARGEST;
    }
}
