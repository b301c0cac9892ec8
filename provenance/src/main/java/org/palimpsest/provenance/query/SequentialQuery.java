package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EProcess;
import org.palimpsest.stats.RandomStream;

/**
 * The query test that stops as soon as it has seen enough. Documents are joined in pairs, one of the first half of the order with the
 * document as far into the second half; pairs are asked about in an order drawn from the seed. H0: which of a pair came later is a
 * fair coin. Wealth of 1/alpha or more at any time, also the time one chose to stop, has probability at most alpha under H0 (Ville 1939).
 *
 * <p>With strata, pairs are formed inside each. Positions that are equal are parted by the seed.
 */
public final class SequentialQuery {
    private final int[] earlier;
    private final int[] later;

    private SequentialQuery(int[] earlier, int[] later) {
        this.earlier = earlier;
        this.later = later;
    }

    /**
     * Plans the pairs.
     *
     * @param positions places in the training order, finite
     * @param strata within which the order was shuffled; all equal for none
     * @param seed any number, fixed before scores are seen
     * @return the plan
     * @throws IllegalArgumentException if lengths differ or no pair can be formed
     */
    public static SequentialQuery plan(double[] positions, int[] strata, long seed) {
        QueryData.requireSameLength(positions.length, strata.length, "strata");
        int[] order = CanonicalRows.inOrder(positions, seed);
        int[] labels = IntStream.of(strata).distinct().toArray();
        int[] first = new int[positions.length / 2];
        int[] second = new int[positions.length / 2];
        int count = 0;
        for (int label : labels) {
            int[] members = IntStream.of(order).filter(i -> strata[i] == label).toArray();
            int half = members.length / 2;
            for (int k = 0; k < half; k++) {
                first[count] = members[k];
                second[count++] = members[k + half];
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("a pair needs 2 rows of one stratum, got " + positions.length
                    + " rows in " + labels.length + " strata");
        }
        int[] mixed = RandomStream.permutation(count, RandomStream.of(seed, "order of pairs"));
        return new SequentialQuery(
                IntStream.of(mixed).map(k -> first[k]).toArray(),
                IntStream.of(mixed).map(k -> second[k]).toArray());
    }

    /** Returns how many pairs there are. */
    public int pairs() {
        return earlier.length;
    }

    /**
     * The rows of some pairs, to be scored before the next.
     *
     * @param from first pair, from 0
     * @param to one past the last one
     * @return for each pair the earlier row, then the later
     */
    public int[] rows(int from, int to) {
        return IntStream.range(from, to)
                .flatMap(k -> IntStream.of(earlier[k], later[k]))
                .toArray();
    }

    /**
     * What is known after some pairs.
     *
     * @param scores of rows, finite where the first {@code seen} pairs need them; a pair with a score that is not finite bets nothing
     * @param seen how many pairs have been asked about, at least 1
     * @param alpha level in (0, 1)
     * @return wealth and whether it reached 1/alpha
     */
    public Progress after(double[] scores, int seen, double alpha) {
        if (seen < 1 || seen > pairs()) {
            throw new IllegalArgumentException("pairs seen must be in [1, " + pairs() + "], got " + seen);
        }
        double[] differences = new double[seen];
        Arrays.setAll(differences, k -> {
            double difference = scores[later[k]] / 2 - scores[earlier[k]] / 2;
            return Double.isFinite(difference) ? difference : 0;
        });
        double[] wealth = EProcess.withDefaults()
                .with(Alternative.GREATER)
                .pairs(differences)
                .log10Wealth();
        double target = -Math.log10(alpha);
        int reached = IntStream.range(0, seen)
                .filter(k -> wealth[k] >= target)
                .findFirst()
                .orElse(-1);
        return new Progress(seen, wealth[seen - 1], reached + 1);
    }

    /**
     * Where a sequential test stands.
     *
     * @param pairs asked about
     * @param log10E wealth now, base-10 logarithm
     * @param stoppedAt the pair after which wealth first reached 1/alpha, from 1; 0 if it has not
     */
    public record Progress(int pairs, double log10E, int stoppedAt) {
        /** Returns whether the test may stop with evidence at its level. */
        public boolean stopped() {
            return stoppedAt > 0;
        }
    }
}
