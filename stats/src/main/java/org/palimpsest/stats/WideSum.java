package org.palimpsest.stats;

import java.math.BigInteger;

/** A sum of products of longs in 128 bits: exact, in whatever order it is summed. For one thread. */
final class WideSum {
    private long high;
    private long low;

    /** Adds x y. */
    void add(long x, long y) {
        long product = x * y;
        low += product;
        high += Math.multiplyHigh(x, y) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    /** The sum; right as long as it stays inside ±2^127. */
    BigInteger value() {
        BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned);
    }
}
