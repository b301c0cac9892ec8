package org.palimpsest.inference.likelihood;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model expected at every scored token: with p the model's own distribution over the vocabulary given all before,
 * mean = sum p(v) log p(v), which is minus the entropy, and sd = sqrt(sum p(v) (log p(v) - mean)^2). They make the log-probability of
 * the token that came comparable between places (Zhang et al. 2024, arXiv 2404.02936, equation 3).
 *
 * @param meanNats a mean a scored token, in nats, each at most 0 up to rounding
 * @param sdNats a standard deviation a scored token, in nats; 0 where all tokens are alike likely
 */
@SuppressWarnings("ArrayRecordComponent") // a number for every token: boxing would cost five times the memory
public record TokenMoments(double[] meanNats, double[] sdNats) {
    /**
     * Copies the arrays and checks their lengths.
     *
     * @throws IllegalArgumentException if the arrays are not equally long
     */
    public TokenMoments {
        if (meanNats.length != sdNats.length) {
            throw new IllegalArgumentException("moments need as many standard deviations as means, got "
                    + meanNats.length + " means and " + sdNats.length + " standard deviations");
        }
        meanNats = meanNats.clone();
        sdNats = sdNats.clone();
    }

    @Override
    public double[] meanNats() {
        return meanNats.clone();
    }

    @Override
    public double[] sdNats() {
        return sdNats.clone();
    }

    /**
     * Number of scored tokens.
     *
     * @return the length of both arrays
     */
    public int size() {
        return meanNats.length;
    }

    /** The last moments alone. */
    TokenMoments last(int count) {
        int from = meanNats.length - count;
        return new TokenMoments(
                Arrays.copyOfRange(meanNats, from, meanNats.length), Arrays.copyOfRange(sdNats, from, sdNats.length));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenMoments that
                && Arrays.equals(meanNats, that.meanNats)
                && Arrays.equals(sdNats, that.sdNats);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(meanNats) + Arrays.hashCode(sdNats);
    }
}
