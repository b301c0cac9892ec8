package org.palimpsest.stats;

/**
 * Many xoshiro256++ generators in step, for loops that draw billions of numbers: a compiler can turn the step into vector
 * instructions, which makes a number several times cheaper than from {@link Xoshiro}.
 *
 * <p>Each lane starts from 256 bits of its own, drawn from a parent stream. The words come lane by lane: all lanes once, then
 * all lanes again. The state and the words lie in one array, because the compiler must know that they do not overlap.
 */
final class XoshiroLanes {
    /** Number of lanes; part of what a seed means. */
    static final int LANES = 64;

    private static final int S1 = LANES;
    private static final int S2 = 2 * LANES;
    private static final int S3 = 3 * LANES;
    private static final int OUT = 4 * LANES;
    private static final int END = 5 * LANES;

    private final long[] cells = new long[END];
    private int next = END;

    /** Starts every lane from four numbers of the parent, which serves other draws afterwards. */
    XoshiroLanes(Xoshiro parent) {
        for (int lane = 0; lane < LANES; lane++) {
            for (int word = 0; word < 4; word++) {
                cells[word * LANES + lane] = parent.nextLong();
            }
        }
    }

    /** How many words are ready, at least 1 and at most {@link #LANES}; draws new ones when none is left. */
    int ready() {
        if (next == END) {
            step(cells);
            next = OUT;
        }
        return END - next;
    }

    /**
     * Uses up words that are ready.
     *
     * @return where the first of them lies in {@link #cells}; they stay there until the next call of {@link #ready}
     */
    int take(int words) {
        int first = next;
        next += words;
        return first;
    }

    /** The array in which {@link #take} places the words; not to be written. */
    long[] cells() {
        return cells;
    }

    private static void step(long[] s) {
        for (int i = 0; i < LANES; i++) {
            long s0 = s[i];
            long s1 = s[i + S1];
            long s2 = s[i + S2] ^ s0;
            long s3 = s[i + S3];
            long sum = s0 + s3;
            s3 ^= s1;
            s[i + OUT] = ((sum << 23) | (sum >>> 41)) + s0;
            s[i] = s0 ^ s3;
            s[i + S1] = s1 ^ s2;
            s[i + S2] = s2 ^ (s1 << 17);
            s[i + S3] = (s3 << 45) | (s3 >>> 19);
        }
    }
}
