package org.palimpsest.corpus.index;

import java.util.List;

/**
 * A corpus in which phrases can be counted and found. A phrase is a sequence of token ids; it never crosses documents. An
 * id that no token of the index can have makes a phrase that does not occur.
 */
public interface NgramIndex {
    /**
     * How often a phrase occurs.
     *
     * @param phrase token ids; the empty phrase occurs before every token
     * @return the number of positions at which it begins
     */
    long count(int[] phrase);

    /**
     * How often each of many phrases occurs; the same as {@link #count} of each, but faster.
     *
     * @param phrases the phrases
     * @return their counts, in order
     */
    long[] counts(List<int[]> phrases);

    /**
     * Where a phrase occurs.
     *
     * @param phrase token ids, at least one
     * @param limit hits wanted at most, at least 0
     * @return the count, and the hits in the order of the corpus; of more than {@code limit}, those at equal distances
     *     among the suffixes, always the same ones
     */
    Occurrences locate(int[] phrase, int limit);

    /**
     * Shows where a phrase occurs, without making a list: 10 to 20 nanoseconds a place.
     *
     * @param phrase token ids, at least one
     * @param limit places shown at most, at least 0: the first in the order of suffixes
     * @param visitor gets the places, in the order of suffixes
     * @return the count
     */
    long visit(int[] phrase, long limit, OccurrenceVisitor visitor);

    /**
     * Where in training the longest phrases of a text occur: for every token of the text, all places of the longest phrase
     * that begins there are counted by the time at which they were trained on, without listing them.
     *
     * @param tokens the text
     * @param options which phrases count, and how many bins
     * @return a count for each bin
     */
    MatchHistogram histogram(int[] tokens, MatchHistogram.Options options);

    /**
     * The longest phrase of the corpus that begins at each token of a text.
     *
     * @param tokens the text
     * @param longest beyond this length nothing is looked for, at least 1
     * @return for each token the length, at most {@code longest}, and how often it occurs, 0 where the length is 0
     */
    Matches match(int[] tokens, int longest);

    /**
     * The lengths of {@link #match} alone, at about half its cost.
     *
     * @param tokens the text
     * @param longest beyond this length nothing is looked for, at least 1
     * @return a length for each token
     */
    int[] matchLengths(int[] tokens, int longest);

    /**
     * What follows a context. Exact; costs a logarithm of its count for each distinct follower, whatever the count.
     *
     * @param context token ids; the empty context stands before every token and at the end of every document
     * @param most followers that are listed, the most frequent ones, at least 0; all are counted
     * @return how often each follows, and how often a document ends there
     * @throws IllegalArgumentException if {@code most} is negative
     */
    NextTokens next(int[] context, int most);

    /**
     * Size of the corpus.
     *
     * @return tokens, separators left out
     */
    long tokens();

    /**
     * Size of the corpus.
     *
     * @return documents
     */
    long documents();
}
