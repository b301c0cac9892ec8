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
                high += sum >> 32;
                low += sum & LOW;
                last -= 2 * pairs;
            }
            if (last == start) {
                long product = (long) fixed[last] * shuffled[last];
                high += product >> 32;
                low += product & LOW;
            }
        }
        return CentredRanks.combine(high, low);
    }

    /** Gives the last places of a range their final values and sums their products, two places a random word. */
    private long shufflePairs(int start, int last, int pairs) {
        int[] a = fixed;
        int[] b = shuffled;
        long[] cells = words.cells();
        int first = words.take(pairs);
        long sum = 0;
        for (int pair = 0; pair < pairs; pair++) {
            int i = last - 2 * pair;
            int bound = i - start + 1;
            long word = cells[first + pair];
            long upper = (word >>> 32) * bound;
            long lower = (word & LOW) * (bound - 1);
            if ((upper & LOW) < bound || (lower & LOW) < bound) {
                upper = accepted(upper, bound);
                lower = accepted(lower, bound - 1);
            }
            int j = start + (int) (upper >>> 32);
            int chosen = b[j];
            b[j] = b[i];
            b[i] = chosen;
            sum += (long) a[i] * chosen;
            j = start + (int) (lower >>> 32);
            chosen = b[j];
            b[j] = b[i - 1];
            b[i - 1] = chosen;
            sum += (long) a[i - 1] * chosen;
        }
        return sum;
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
