package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * The infinity-gram model of a corpus (Liu et al. 2024, arXiv 2401.17377, section 2): the probability of a token is its
 * share among what follows the longest end of its context that occurs,
 *
 * <pre>P(w | c) = count(c' w) / count(c'), c' the longest suffix of c with count(c') &gt; 0.</pre>
 *
 * <p>There is no discount, so a token that never follows c' has probability 0: what to make of that is a {@link
 * Smoothing}. A document's end is an outcome as the tokens are, so that all add up to 1. Safe for use by many threads.
 */
public final class InfinityGram {
    private final SuffixArrayIndex index;
    private final int longestContext;

    private InfinityGram(SuffixArrayIndex index, int longestContext) {
        this.index = index;
        this.longestContext = longestContext;
    }

    /**
     * The model of an index, with contexts of any length.
     *
     * @param index the corpus
     * @return the model
     */
    public static InfinityGram of(SuffixArrayIndex index) {
        return new InfinityGram(index, Integer.MAX_VALUE);
    }

    /**
     * The same with a bound on contexts: an ordinary n-gram model with back-off, n = {@code tokens} + 1.
     *
     * @param tokens of a context at most, at least 0
     * @return the model
     * @throws IllegalArgumentException if it is negative
     */
    public InfinityGram withLongestContext(int tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("the longest context must be at least 0 tokens, got " + tokens);
        }
        return new InfinityGram(index, tokens);
    }

    /**
     * What follows the longest end of a context that occurs.
     *
     * @param effectiveN tokens of that end, and one: the n of the n-gram that is used
     * @param next what follows it
     */
    public record Prediction(int effectiveN, NextTokens next) {}

    /**
     * The distribution of the next token; its cost grows with the number of distinct followers, not with their count.
     *
     * @param context token ids, perhaps none
     * @param most followers that are listed, at least 0
     * @return what follows
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public Prediction next(int[] context, int most) {
        int occurs = 0;
        int limit = Math.min(context.length, longestContext);
        int fails = limit + 1;
        for (int length = 1; length <= limit; length = Math.min(2 * length, limit)) {
            if (index.count(end(context, length)) == 0) {
                fails = length;
                break;
            }
            occurs = length;
            if (length == limit) {
                break;
            }
        }
        while (fails - occurs > 1) {
            int middle = (fails + occurs) >>> 1;
            if (index.count(end(context, middle)) > 0) {
                occurs = middle;
            } else {
                fails = middle;
            }
        }
        return new Prediction(occurs + 1, index.next(end(context, occurs), most));
    }

    private static int[] end(int[] context, int length) {
        return Arrays.copyOfRange(context, context.length - length, context.length);
    }

    /**
     * The counts behind the probability of every token of a text, in one pass: about two searches a token.
     *
     * @param tokens the text
     * @return three numbers a token
     */
    public InfinityGramCounts counts(int[] tokens) {
        return SlidingContext.over(index, tokens, longestContext);
    }
}
