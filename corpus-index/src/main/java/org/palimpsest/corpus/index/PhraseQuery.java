package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Which documents are wanted, by the phrases that they hold: every one of {@code all}, at least one of {@code any} unless
 * there are none, and none of {@code none}.
 *
 * @param all phrases that a document must hold
 * @param any phrases of which it must hold one
 * @param none phrases that it must not hold
 * @param within the phrases of {@code all} must have places whose first tokens are at most so many tokens apart, the first
 *     from the last; at least 0
 */
public record PhraseQuery(List<int[]> all, List<int[]> any, List<int[]> none, long within) {
    /** No bound on distances. */
    public static final long ANYWHERE = Long.MAX_VALUE;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a phrase is empty or {@code within} negative
     */
    public PhraseQuery {
        all = copied("all", all);
        any = copied("any", any);
        none = copied("none", none);
        if (within < 0) {
            throw new IllegalArgumentException("within must be at least 0 tokens, got " + within);
        }
    }

    private static List<int[]> copied(String name, List<int[]> phrases) {
        List<int[]> copy = new ArrayList<>();
        for (int[] phrase : phrases) {
            if (phrase.length == 0) {
                throw new IllegalArgumentException("a phrase must have at least one token, got none in " + name);
            }
            copy.add(phrase.clone());
        }
        return List.copyOf(copy);
    }

    /**
     * Documents that hold all of some phrases.
     *
     * @param phrases token ids
     * @return the query
     */
    public static PhraseQuery allOf(int[]... phrases) {
        return new PhraseQuery(List.of(phrases), List.of(), List.of(), ANYWHERE);
    }

    /**
     * Documents that hold at least one of some phrases.
     *
     * @param phrases token ids
     * @return the query
     */
    public static PhraseQuery anyOf(int[]... phrases) {
        return new PhraseQuery(List.of(), List.of(phrases), List.of(), ANYWHERE);
    }

    /**
     * The same, less documents that hold any of some phrases.
     *
     * @param phrases token ids
     * @return the query
     */
    public PhraseQuery withNoneOf(int[]... phrases) {
        return new PhraseQuery(all, any, List.of(phrases), within);
    }

    /**
     * The same with a bound on the distance of the phrases that must all be there.
     *
     * @param tokens at most, from the first token of the first to the first token of the last
     * @return the query
     */
    public PhraseQuery within(long tokens) {
        return new PhraseQuery(all, any, none, tokens);
    }
}
