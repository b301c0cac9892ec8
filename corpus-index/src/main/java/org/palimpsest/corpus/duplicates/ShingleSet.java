package org.palimpsest.corpus.duplicates;

import java.util.Arrays;
import java.util.List;

/**
 * The distinct n-grams (shingles) of a document, each as a 64-bit hash: 8 bytes a shingle. Two different shingles of one
 * comparison share a hash with a chance of about m²/2^65 for m shingles. A document with fewer than n words, but at least
 * one, has a single shingle of all its words; a document without words has none.
 */
public final class ShingleSet {
    private final long[] hashes;

    private ShingleSet(long[] hashes) {
        this.hashes = hashes;
    }

    /** A set of hashes that ascend and are distinct; not copied. */
    static ShingleSet ofSorted(long[] hashes) {
        return new ShingleSet(hashes);
    }

    private static ShingleSet distinct(long[] hashes) {
        Arrays.sort(hashes);
        int distinct = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        return new ShingleSet(Arrays.copyOf(hashes, distinct));
    }

    /**
     * The n-grams of words.
     *
     * @param words the document's words, in order
     * @param n words a shingle, at least 1
     * @return the set
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public static ShingleSet ofWords(List<String> words, int n) {
        long[] hashes = new long[words.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(words.get(i));
        }
        return distinct(ngrams(hashes, n));
    }

    /**
     * The n-grams of tokens.
     *
     * @param tokens the document's token ids, in order
     * @param n tokens a shingle, at least 1
     * @return the set
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public static ShingleSet ofTokens(int[] tokens, int n) {
        long[] hashes = new long[tokens.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = tokens[i];
        }
        return distinct(ngrams(hashes, n));
    }

    private static long hash(String word) {
        long hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = Mixing.append(hash, word.charAt(i));
        }
        return hash;
    }

    private static long[] ngrams(long[] units, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        if (units.length == 0) {
            return units;
        }
        int length = Math.min(n, units.length);
        long[] hashes = new long[units.length - length + 1];
        for (int at = 0; at < hashes.length; at++) {
            long hash = length;
            for (int i = at; i < at + length; i++) {
                hash = Mixing.append(hash, units[i]);
            }
            hashes[at] = hash;
        }
        return hashes;
    }

    /** Returns the number of distinct shingles. */
    public int size() {
        return hashes.length;
    }

    /**
     * Jaccard's similarity: |A ∩ B| / |A ∪ B|. Linear in the sizes.
     *
     * @param other another set, of shingles of the same kind and length
     * @return the similarity, in [0, 1]; 0 if both sets are empty, for nothing is then known
     */
    public double jaccard(ShingleSet other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < hashes.length && j < other.hashes.length) {
            int order = Long.compare(hashes[i], other.hashes[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int union = hashes.length + other.hashes.length - shared;
        return union == 0 ? 0 : (double) shared / union;
    }

    /** The hashes in ascending order; not to be changed. */
    long[] hashes() {
        return hashes;
    }
}
