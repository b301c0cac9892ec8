package org.palimpsest.stats;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The generator xoshiro256++ (Blackman and Vigna 2021): 256 bits of state, period 2^256 - 1.
 *
 * <p>It is written out because the JDK's own, when started from bytes, widens negative bytes with their sign and so loses most
 * of the key on Java 17, and because streams must be the same on every release.
 */
final class Xoshiro implements RandomGenerator {
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** Starts from 32 bytes that are not all 0, read as four big-endian words. */
    Xoshiro(byte[] key) {
        ByteBuffer words = ByteBuffer.wrap(key);
        s0 = words.getLong();
        s1 = words.getLong();
        s2 = words.getLong();
        s3 = words.getLong();
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }
}
