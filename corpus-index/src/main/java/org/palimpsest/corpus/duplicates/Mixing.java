package org.palimpsest.corpus.duplicates;

/** The bijection of 64-bit numbers that all hashes here are made of: Stafford's variant 13 of the MurmurHash3 finaliser. */
final class Mixing {
    /** The golden ratio times 2^64, odd. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mixing() {}

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of a sequence that began with {@code hash} and goes on with {@code next}. */
    static long append(long hash, long next) {
        return mix((hash + GOLDEN) ^ next);
    }
}
