package org.palimpsest.inference.likelihood;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The k likeliest tokens at every scored place, the likeliest first; place i has entries i k to i k + k - 1.
 *
 * @param k tokens a place, at least 1
 * @param ids token ids, k a place
 * @param logProbsNats their log-probabilities in nats, falling within a place
 */
@SuppressWarnings("ArrayRecordComponent") // k numbers for every token: boxing would cost five times the memory
public record TopTokens(int k, int[] ids, double[] logProbsNats) {
    /**
     * Copies the arrays and checks their lengths.
     *
     * @throws IllegalArgumentException if k is below 1, or the arrays are not equally long multiples of k
     */
    public TopTokens {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
        if (ids.length != logProbsNats.length || ids.length % k != 0) {
            throw new IllegalArgumentException("likeliest tokens need " + k + " ids and log-probabilities a place, got "
                    + ids.length + " ids and " + logProbsNats.length + " log-probabilities");
        }
        ids = ids.clone();
        logProbsNats = logProbsNats.clone();
    }

    @Override
    public int[] ids() {
        return ids.clone();
    }

    @Override
    public double[] logProbsNats() {
        return logProbsNats.clone();
    }

    /**
     * Number of scored places.
     *
     * @return entries over k
     */
    public int size() {
        return ids.length / k;
    }

    /** The last places alone. */
    TopTokens last(int count) {
        int from = ids.length - count * k;
        return new TopTokens(
                k, Arrays.copyOfRange(ids, from, ids.length), Arrays.copyOfRange(logProbsNats, from, ids.length));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopTokens that
                && k == that.k
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(logProbsNats, that.logProbsNats);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * k + Arrays.hashCode(ids)) + Arrays.hashCode(logProbsNats);
    }
}
