package org.palimpsest.corpus.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a corpus knows about every token of a text, given the tokens before it: the longest end of them that occurs, how
 * often that occurs, and how often the token follows it. The infinity-gram probability of token i is
 * {@code counts[i] / contextCounts[i]}; it is 0 where {@code counts[i]} is 0.
 *
 * @param contextLengths tokens of the context; effective n = that + 1; cloned in and out
 * @param contextCounts how often the context occurs, at least 1; the empty one before every token and at the end of every
 *     document; cloned in and out
 * @param counts how often the token follows the context; cloned in and out
 */
@SuppressWarnings("ArrayRecordComponent") // three numbers a token; boxing them would cost five times the memory
public record InfinityGramCounts(int[] contextLengths, long[] contextCounts, long[] counts) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the lists are not equally long
     */
    public InfinityGramCounts {
        if (contextCounts.length != contextLengths.length || counts.length != contextLengths.length) {
            throw new IllegalArgumentException("contextCounts and counts must be as many as the "
                    + contextLengths.length + " contexts, got " + contextCounts.length + " and " + counts.length);
        }
        contextLengths = contextLengths.clone();
        contextCounts = contextCounts.clone();
        counts = counts.clone();
    }

    /** Returns a copy of the lengths of the contexts. */
    @Override
    public int[] contextLengths() {
        return contextLengths.clone();
    }

    /** Returns a copy of the counts of the contexts. */
    @Override
    public long[] contextCounts() {
        return contextCounts.clone();
    }

    /** Returns a copy of the counts. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    /**
     * The infinity-gram probability of a token.
     *
     * @param place of the token in the text
     * @return in [0, 1]
     */
    public double probability(int place) {
        return (double) counts[place] / contextCounts[place];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InfinityGramCounts that
                && Arrays.equals(contextLengths, that.contextLengths)
                && Arrays.equals(contextCounts, that.contextCounts)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(contextLengths) + Arrays.hashCode(contextCounts)) + Arrays.hashCode(counts);
    }
}
