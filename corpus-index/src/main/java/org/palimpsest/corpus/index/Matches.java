package org.palimpsest.corpus.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The longest phrases of a corpus that begin at the tokens of a text.
 *
 * @param lengths in tokens, one for each token of the text; cloned in and out
 * @param counts how often each occurs in the corpus, 0 where the length is 0; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // one number a token; boxing them would cost five times the memory
public record Matches(int[] lengths, long[] counts) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there are not as many counts as lengths
     */
    public Matches {
        if (lengths.length != counts.length) {
            throw new IllegalArgumentException(
                    "counts must be as many as the " + lengths.length + " lengths, got " + counts.length);
        }
        lengths = lengths.clone();
        counts = counts.clone();
    }

    /** Returns a copy of the lengths. */
    @Override
    public int[] lengths() {
        return lengths.clone();
    }

    /** Returns a copy of the counts. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matches that
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(counts);
    }
}
