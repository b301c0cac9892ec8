package org.palimpsest.stats;

/**
 * Sums of products of one series with random orders of another, each order uniform over those that keep the blocks.
 *
 * <p>A Fisher-Yates shuffle, multiplied as it goes: a place is final once the shuffle has visited it. Two bounded draws come
 * from the halves of one random word (Lemire 2019, multiply and reject), so that they are without bias. Sums are exact
 * integers. About 2.5 ns a value; nothing is allocated for an order. For one thread.
 */
final class ShuffledProducts {
    private static final long LOW = 0xFFFFFFFFL;

    private final int[] fixed;
    private final int[] shuffled;
    private final Blocks blocks;
    private final XoshiroLanes words;
    private final Xoshiro redraws;
    /** How many words, of two products each, a sum can take before it must be split. */
    private final int wordsPerSum;

    private int pairsDone;
    private long sumHigh;
    private long sumLow;

    /**
     * Starts from the order as given.
     *
     * @param fixed one factor, gathered block after block; not changed
     * @param shuffled the other factor, gathered likewise; copied
     * @param random first seeds the lanes, then gives the few numbers that replace rejected ones
     */
    ShuffledProducts(int[] fixed, int[] shuffled, Blocks blocks, Xoshiro random) {
        this.fixed = fixed;
        this.shuffled = shuffled.clone();
        this.blocks = blocks;
        this.words = new XoshiroLanes(random);
        this.redraws = random;
        long largest = Math.max(1, (long) largest(fixed) * largest(shuffled));
        this.wordsPerSum = (int) Math.min(XoshiroLanes.LANES, Long.MAX_VALUE / 2 / largest);
    }

    /** Draws another order and sums the products. */
    double next() {
        long high = 0;
        long low = 0;
        for (int block = 0; block < blocks.count(); block++) {
            int start = blocks.start(block);
            int last = blocks.start(block + 1) - 1;
            while (last > start) {
                int pairs = Math.min(Math.min(words.ready(), wordsPerSum), (last - start + 1) / 2);
                long sum = shufflePairs(start, last, pairs);
                int done = pairsDone;
                if (done < pairs) {
                    sum += shufflePair(start, last - 2 * done);
                    done++;
                }
                high += sum >> 32;
                low += sum & LOW;
                last -= 2 * done;
            }
            if (last == start) {
                long product = (long) fixed[last] * shuffled[last];
                high += product >> 32;
                low += product & LOW;
            }
        }
        sumHigh = high + (low >>> 32);
        sumLow = low & LOW;
        return CentredRanks.combine(sumHigh, sumLow);
    }

    /** The last sum is {@code 2^32 high + low}. */
    long high() {
        return sumHigh;
    }

    /** In [0, 2^32). */
    long low() {
        return sumLow;
    }

    /**
     * Gives the last places of a range their final values and sums their products, two places a random word; stops before a
     * word with a half that may have to be rejected, so that the loop holds nothing but the common case.
     *
     * @return the sum; {@link #pairsDone} says how many words were used up
     */
    private long shufflePairs(int start, int last, int pairs) {
        int[] a = fixed;
        int[] b = shuffled;
        long[] cells = words.cells();
        int cell = words.take(0);
        int end = last - 2 * pairs;
        long sum = 0;
        int i = last;
        for (; i > end; i -= 2) {
            long bound = i - start + 1L;
            long word = cells[cell++];
            long upper = (word >>> 32) * bound;
            long lower = (word & LOW) * (bound - 1);
            if ((upper & LOW) < bound || (lower & LOW) < bound) {
                break;
            }
            sum += settled(a, b, i, start + (int) (upper >>> 32));
            sum += settled(a, b, i - 1, start + (int) (lower >>> 32));
        }
        pairsDone = (last - i) / 2;
        words.take(pairsDone);
        return sum;
    }

    /** The same for two places, with rejection. */
    private long shufflePair(int start, int last) {
        long word = words.cells()[words.take(1)];
        int bound = last - start + 1;
        long upper = accepted((word >>> 32) * bound, bound);
        long lower = accepted((word & LOW) * (bound - 1), bound - 1);
        return settled(fixed, shuffled, last, start + (int) (upper >>> 32))
                + settled(fixed, shuffled, last - 1, start + (int) (lower >>> 32));
    }

    /** Gives place i the value of place j and multiplies; place j gets what i had. */
    private static long settled(int[] a, int[] b, int i, int j) {
        int chosen = b[j];
        b[j] = b[i];
        b[i] = chosen;
        return (long) a[i] * chosen;
    }

    /** A product of bound and 32 random bits, drawn again while it falls into the overhang. */
    long accepted(long product, int bound) {
        long overhang = (1L << 32) % bound;
        long result = product;
        while ((result & LOW) < overhang) {
            result = (redraws.nextLong() >>> 32) * bound;
        }
        return result;
    }

    private static int largest(int[] values) {
        int largest = 0;
        for (int value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
