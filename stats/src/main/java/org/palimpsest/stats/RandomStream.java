package org.palimpsest.stats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Reproducible streams of random numbers, one per seed and role.
 *
 * <p>The generator is Xoshiro256++ (Blackman and Vigna 2021), started from {@code SHA-256(seed as 8 bytes, big-endian || role
 * in UTF-8)}. Two roles of one seed, or one role of two neighbouring seeds, therefore give unrelated streams. The streams are
 * for statistics; secrets come from {@link java.security.SecureRandom}.
 */
public final class RandomStream {
    private static final String ALGORITHM = "Xoshiro256PlusPlus";

    private RandomStream() {}

    /**
     * The stream of a role under a seed. The same arguments give the same numbers on every machine and Java release.
     *
     * @param seed any number
     * @param role what the numbers are for, such as {@code "permutation/7"}
     */
    public static RandomGenerator of(long seed, String role) {
        return RandomGeneratorFactory.of(ALGORITHM).create(key(seed, role));
    }

    /**
     * The 32 bytes from which {@link #of} starts: {@code SHA-256(seed as 8 bytes, big-endian || role in UTF-8)}.
     *
     * @param seed any number
     * @param role what the numbers are for
     */
    public static byte[] key(long seed, String role) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed).array());
            return digest.digest(role.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256, which every Java platform must have", e);
        }
    }

    /**
     * A uniformly random permutation of 0..n-1 (Fisher-Yates), O(n).
     *
     * @param n length, at least 0
     * @param random where the numbers come from
     * @throws IllegalArgumentException if n is negative
     */
    public static int[] permutation(int n, RandomGenerator random) {
        if (n < 0) {
            throw new IllegalArgumentException("n must be at least 0, got " + n);
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = below(i + 1, random);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /**
     * A uniform draw from 0..bound-1 without bias (Lemire 2019, multiply and reject): written out here so that the numbers
     * cannot change with the Java release.
     */
    static int below(int bound, RandomGenerator random) {
        long product = (random.nextLong() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        if (low < bound) {
            long rejected = (1L << 32) % bound;
            while (low < rejected) {
                product = (random.nextLong() >>> 32) * bound;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }
}
