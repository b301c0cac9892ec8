package org.palimpsest.corpus.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the phrases of a text were trained on (the observational setting of the palimpsestic test): places of matches, by
 * bins of equal width over the training steps, or over the order of the corpus where no steps are known.
 *
 * @param bins places in each bin, the earliest first; cloned in and out
 * @param matched tokens of the text at which a phrase was long enough
 * @param places counted in all, those without a step left out
 */
@SuppressWarnings("ArrayRecordComponent") // one number a bin; boxing them serves nobody
public record MatchHistogram(long[] bins, long matched, long places) {
    /**
     * Which phrases count.
     *
     * @param shortest matches below this length are passed over, at least 1
     * @param longest beyond this length nothing is looked for, at least {@code shortest}
     * @param most places of one phrase that are counted, the first in the order of suffixes, at least 1
     * @param bins at least 1
     */
    public record Options(int shortest, int longest, long most, int bins) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Options {
            if (shortest < 1 || longest < shortest || most < 1 || bins < 1) {
                throw new IllegalArgumentException(
                        "1 <= shortest <= longest, most >= 1 and bins >= 1 must hold, got shortest " + shortest
                                + ", longest " + longest + ", most " + most + ", bins " + bins);
            }
        }

        /**
         * Matches of 4 to 16 tokens, 1,000 places of each, 100 bins.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(4, 16, 1000, 100);
        }
    }

    /** Copies the bins. */
    public MatchHistogram {
        bins = bins.clone();
    }

    /** Returns a copy of the bins. */
    @Override
    public long[] bins() {
        return bins.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatchHistogram that
                && Arrays.equals(bins, that.bins)
                && matched == that.matched
                && places == that.places;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bins) + Long.hashCode(matched) + Long.hashCode(places);
    }
}
