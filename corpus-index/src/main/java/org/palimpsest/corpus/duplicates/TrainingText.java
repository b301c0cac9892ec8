package org.palimpsest.corpus.duplicates;

import java.util.List;

/**
 * Training text in which texts are looked for: an index of it ({@link IndexedText}), or the documents themselves
 * ({@link ScannedText}). Matches never cross documents.
 */
public interface TrainingText {
    /** Returns the number of tokens. */
    long tokens();

    /**
     * How often n-grams of texts occur.
     *
     * @param texts the texts
     * @param n tokens an n-gram, at least 1
     * @return for each text and each of its tokens, how often the n tokens from there on occur; 0 where fewer are left
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    List<long[]> counts(List<int[]> texts, int n);

    /**
     * The longest matches. A match is a run of tokens that stands in one document but for at most {@code skips} tokens in
     * which the two differ; its first {@code least} tokens and its last are the same.
     *
     * @param texts the texts
     * @param least tokens that a match begins with, at least 1
     * @param skips tokens that may differ, at least 0
     * @return for each text and each of its tokens, how long the longest match from there on is; 0 for none
     * @throws IllegalArgumentException if {@code least} is below 1 or {@code skips} below 0
     */
    List<int[]> lengths(List<int[]> texts, int least, int skips);

    /**
     * Which documents hold phrases.
     *
     * @param phrases the phrases, each of at least one token
     * @param limit documents shown of each, at least 0
     * @return for each phrase where it occurs
     * @throws IllegalArgumentException if a phrase is empty or {@code limit} is below 0
     */
    List<Sighting> sightings(List<int[]> phrases, int limit);

    /**
     * How often a phrase occurs.
     *
     * @param phrase at least one token
     * @return the count
     */
    default long count(int[] phrase) {
        return counts(List.of(phrase), phrase.length).get(0)[0];
    }
}
