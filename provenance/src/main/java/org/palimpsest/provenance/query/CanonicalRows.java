package org.palimpsest.provenance.query;

import java.util.stream.IntStream;
import org.palimpsest.stats.MidRanks;
import org.palimpsest.stats.RandomStream;

/** Orders of rows that do not depend on the order of the file, in linear time. */
final class CanonicalRows {
    private CanonicalRows() {}

    /** By position, then score: what permutations and ties are drawn over. */
    static int[] of(double[] positions, double[] scores) {
        int[] byScore = sorted(IntStream.range(0, scores.length).toArray(), scores);
        return sorted(byScore, positions);
    }

    /** By position; equal positions in an order drawn without sight of scores. */
    static int[] inOrder(double[] positions, long seed) {
        return sorted(
                RandomStream.permutation(positions.length, RandomStream.of(seed, "ties between positions")), positions);
    }

    /** Stable counting sort by the rank of the values. */
    private static int[] sorted(int[] order, double[] values) {
        int n = order.length;
        double[] ranks = MidRanks.of(values);
        int[] starts = new int[2 * n + 2];
        for (double rank : ranks) {
            starts[(int) (2 * rank) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] sorted = new int[n];
        for (int row : order) {
            sorted[starts[(int) (2 * ranks[row])]++] = row;
        }
        return sorted;
    }
}
