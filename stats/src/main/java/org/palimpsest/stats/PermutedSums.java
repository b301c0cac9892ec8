package org.palimpsest.stats;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums of products of ranks under random orders, of one block of rows or of several: exact whole numbers, so that blocks shuffled
 * wherever they lie and added in whatever order give the permutation law of all rows within their blocks. A sum is below 2^95 for
 * up to 2^31 rows.
 *
 * <p>For a single block the sums are those that {@link PermutationTest#spearman} compares at the same seed.
 */
public final class PermutedSums implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long LOW = 0xFFFFFFFFL;

    /** Sum i is {@code 2^32 high[i] + low[i]} with low in [0, 2^32). */
    private final long[] high;

    private final long[] low;

    private PermutedSums(long[] high, long[] low) {
        this.high = high;
        this.low = low;
    }

    /**
     * The sums of no rows.
     *
     * @param permutations how many orders, at least 1
     * @return zeros
     * @throws IllegalArgumentException if permutations are below 1
     */
    public static PermutedSums none(int permutations) {
        if (permutations < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
        }
        return new PermutedSums(new long[permutations], new long[permutations]);
    }

    /**
     * Shuffles one block. O(n) an order, about 2.5 ns a row; on the caller's thread.
     *
     * @param x doubled, centred mid-ranks of the block's rows among all rows
     * @param y the same of the other series, as many; put in random orders
     * @param permutations how many orders, at least 1
     * @param seed of this block and no other
     * @return a sum an order
     * @throws IllegalArgumentException if lengths differ or permutations are below 1
     */
    public static PermutedSums of(int[] x, int[] y, int permutations, long seed) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x and y must be equally long, got " + x.length + " and " + y.length);
        }
        PermutedSums sums = none(permutations);
        Blocks one = Blocks.single(x.length);
        for (int batch = 0; batch < PermutationTest.BATCHES; batch++) {
            int from = PermutationTest.batchStart(permutations, batch);
            int to = PermutationTest.batchStart(permutations, batch + 1);
            ShuffledProducts products = new ShuffledProducts(x, y, one, PermutationTest.batchStream(seed, batch));
            for (int i = from; i < to; i++) {
                products.next();
                sums.high[i] = products.high();
                sums.low[i] = products.low();
            }
        }
        return sums;
    }

    /**
     * The sums of the rows of both.
     *
     * @param other sums of other blocks under as many orders
     * @return the sums of all
     * @throws IllegalArgumentException if the numbers of orders differ
     */
    public PermutedSums plus(PermutedSums other) {
        if (other.high.length != high.length) {
            throw new IllegalArgumentException(
                    "permutations must be equally many, got " + high.length + " and " + other.high.length);
        }
        PermutedSums sums = none(high.length);
        for (int i = 0; i < high.length; i++) {
            long carried = low[i] + other.low[i];
            sums.high[i] = high[i] + other.high[i] + (carried >>> 32);
            sums.low[i] = carried & LOW;
        }
        return sums;
    }

    /** The number of orders. */
    public int permutations() {
        return high.length;
    }

    /**
     * The sums, each rounded once; equal sums stay equal.
     *
     * @return one an order
     */
    public double[] rounded() {
        double[] sums = new double[high.length];
        Arrays.setAll(sums, i -> CentredRanks.combine(high[i], low[i]));
        return sums;
    }
}
