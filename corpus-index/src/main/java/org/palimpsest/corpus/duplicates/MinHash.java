package org.palimpsest.corpus.duplicates;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.palimpsest.stats.RandomStream;

/**
 * Signatures whose share of equal minima estimates Jaccard's similarity without bias, were the permutations uniform (Broder
 * 1997).
 *
 * <p>The family: h_j(x) = (x xor a_j)·b_j modulo 2^64, a_j and odd b_j drawn from the seed. Every h_j is a bijection, so no ties
 * arise among distinct shingles. Simple functions do because shingles are hashes already, mixed to all 64 bits (Mitzenmacher
 * and Vadhan 2008, Why simple hash functions work). That the h_j are uniform and independent is an approximation; the tests
 * hold bias, variance and recall against theory.
 *
 * <p>Cost: shingles times minima multiplications, well below a nanosecond each. Immutable; safe for many threads.
 */
public final class MinHash {
    private static final long DEFAULT_SEED = 1;

    private final MinHashScheme scheme;
    private final long seed;
    private final long[] masks;
    private final long[] factors;

    private MinHash(MinHashScheme scheme, long seed) {
        this.scheme = scheme;
        this.seed = seed;
        this.masks = new long[scheme.minima()];
        this.factors = new long[scheme.minima()];
        RandomGenerator random = RandomStream.of(seed, "minhash permutations");
        for (int j = 0; j < masks.length; j++) {
            masks[j] = random.nextLong();
            factors[j] = random.nextLong() | 1;
        }
    }

    /**
     * FineWeb's scheme under seed 1.
     *
     * @return the function
     */
    public static MinHash withDefaults() {
        return new MinHash(MinHashScheme.fineWeb(), DEFAULT_SEED);
    }

    /**
     * Another scheme.
     *
     * @param other the scheme
     * @return the function with it
     */
    public MinHash with(MinHashScheme other) {
        return new MinHash(other, seed);
    }

    /**
     * Other permutations. Signatures compare only under one seed.
     *
     * @param other any number
     * @return the function with them
     */
    public MinHash withSeed(long other) {
        return new MinHash(scheme, other);
    }

    /** Returns the scheme. */
    public MinHashScheme scheme() {
        return scheme;
    }

    /**
     * The shingles of a text, as the scheme says.
     *
     * @param text the text
     * @return its shingles
     */
    public ShingleSet shingles(String text) {
        return ShingleSet.ofWords(scheme.words().of(text), scheme.shingle());
    }

    /**
     * The signature of a text.
     *
     * @param text the text
     * @return its signature
     */
    public MinHashSignature signature(String text) {
        return signature(shingles(text));
    }

    /**
     * The signature of a set.
     *
     * @param shingles the set; an empty one has a signature that is like no other
     * @return for each permutation the least value
     */
    public MinHashSignature signature(ShingleSet shingles) {
        long[] minima = new long[masks.length];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (long shingle : shingles.hashes()) {
            for (int j = 0; j < minima.length; j++) {
                minima[j] = Math.min(minima[j], (shingle ^ masks[j]) * factors[j]);
            }
        }
        return new MinHashSignature(minima, shingles.size() == 0);
    }
}
