package org.palimpsest.provenance.query;

import java.io.Serializable;

/**
 * Deals rows into blocks by their place in the order and a seed, and by nothing else. If the order was drawn at random, then given
 * which places a block has, each order of its rows is equally likely, whatever the other blocks do: permutations within blocks are
 * exact, and e-values of blocks are independent. Each block spans the whole order, so that little power is lost. Rows that share a
 * place share a block.
 *
 * @param count blocks, at least 1
 * @param seed any number, fixed before the data are seen
 */
public record QueryBlocks(int count, long seed) implements Serializable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if count is below 1
     */
    public QueryBlocks {
        if (count < 1) {
            throw new IllegalArgumentException("blocks must be at least 1, got " + count);
        }
    }

    /**
     * As many blocks as keep each to a number of rows or so: one for no more than that.
     *
     * @param rows of all blocks, at least 0
     * @param rowsABlock about how many each is to have, at least 2
     * @param seed any number
     * @return the blocks
     * @throws IllegalArgumentException if rows are negative or those of a block below 2
     */
    public static QueryBlocks of(long rows, int rowsABlock, long seed) {
        if (rows < 0 || rowsABlock < 2) {
            throw new IllegalArgumentException(
                    "rows must be at least 0 and those of a block at least 2, got " + rows + " and " + rowsABlock);
        }
        return new QueryBlocks(Math.toIntExact(Math.max(1, (rows + rowsABlock - 1) / rowsABlock)), seed);
    }

    /**
     * The block of a place.
     *
     * @param rank its rank in the order, in any unit
     * @return from 0 to count - 1
     */
    public int of(long rank) {
        long z = (seed ^ 0x5DEECE66DL) + rank * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) ((((z ^ (z >>> 31)) >>> 33) * count) >>> 31);
    }
}
