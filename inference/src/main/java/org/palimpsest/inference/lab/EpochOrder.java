package org.palimpsest.inference.lab;

import org.palimpsest.stats.RandomStream;

/**
 * The order of training: epoch after epoch, each a uniform permutation from a stream of its own. It is a function of these
 * three numbers alone, so a run that goes on draws what it would have drawn.
 *
 * @param sequences how many there are, at least 1
 * @param epochs how often each is seen, at least 1
 * @param seed of the permutations
 */
public record EpochOrder(int sequences, int epochs, long seed) {
    /** Checks the ranges. */
    public EpochOrder {
        if (sequences < 1) {
            throw new IllegalArgumentException("sequences must be at least 1, got " + sequences);
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
        }
        if ((long) sequences * epochs > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "sequences times epochs must be below 2^31, got " + sequences + " times " + epochs);
        }
    }

    /**
     * The true order.
     *
     * @return position to index of the sequence
     */
    public int[] draw() {
        int[] order = new int[sequences * epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] one = RandomStream.permutation(sequences, RandomStream.of(seed, "training order of epoch " + epoch));
            System.arraycopy(one, 0, order, epoch * sequences, sequences);
        }
        return order;
    }

    /**
     * The true order up to a position, and what follows it shuffled anew: the same sequences as often, in an order that is
     * uniform given them.
     *
     * @param from the first position that is shuffled, in [0, sequences times epochs]
     * @param copy which reshuffling; each has a stream of its own
     * @return position to index of the sequence
     */
    public int[] reshuffled(int from, int copy) {
        int[] order = draw();
        if (from < 0 || from > order.length) {
            throw new IllegalArgumentException("from must be in [0, " + order.length + "], got " + from);
        }
        int[] places = RandomStream.permutation(order.length - from, RandomStream.of(seed, "reshuffled order " + copy));
        int[] drawn = order.clone();
        for (int i = 0; i < places.length; i++) {
            drawn[from + i] = order[from + places[i]];
        }
        return drawn;
    }
}
