package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.palimpsest.stats.RandomStream;

/**
 * Which documents are asked about. The choice sees positions and a seed alone, so that the order of the chosen documents is uniform
 * under H0 as that of all is.
 *
 * @param ends share of the order at its start, and the same share at its end, from which documents are taken; 0.5 is all of it. A tenth
 *     finds a linear trend with 2.4 times fewer documents
 * @param most how many documents at most; all if there are fewer
 */
public record RowDesign(double ends, int most) {
    /** All documents. */
    public static final RowDesign ALL = new RowDesign(0.5, Integer.MAX_VALUE);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if ends is not in (0, 0.5] or most is below 3
     */
    public RowDesign {
        if (!(ends > 0 && ends <= 0.5)) {
            throw new IllegalArgumentException("ends must be in (0, 0.5], got " + ends);
        }
        if (most < 3) {
            throw new IllegalArgumentException("most must be at least 3, got " + most);
        }
    }

    /**
     * Chooses rows.
     *
     * @param positions places in the training order; rows without one are never chosen
     * @param seed any number, fixed before scores are seen
     * @return places of the chosen rows, ascending
     */
    public int[] choose(double[] positions, long seed) {
        int[] placed = IntStream.range(0, positions.length)
                .filter(i -> Double.isFinite(positions[i]))
                .toArray();
        double[] sorted =
                IntStream.of(placed).mapToDouble(i -> positions[i]).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            return placed;
        }
        int edge = Math.max(1, (int) Math.floor(ends * n));
        double low = sorted[edge - 1];
        double high = sorted[n - edge];
        int[] eligible = ends == 0.5
                ? placed
                : IntStream.of(placed)
                        .filter(i -> positions[i] <= low || positions[i] >= high)
                        .toArray();
        if (eligible.length <= most) {
            return eligible;
        }
        int[] mixed = RandomStream.permutation(eligible.length, RandomStream.of(seed, "choice of documents"));
        return Arrays.stream(mixed).limit(most).map(i -> eligible[i]).sorted().toArray();
    }

    /**
     * How many times fewer documents this design takes than all of the order, where the mean score is a straight line.
     *
     * @return the variance of the position among chosen documents over 1/12
     */
    public double gain() {
        double rest = 0.5 - ends;
        return 12 * (0.125 - rest * rest * rest) / (3 * ends);
    }
}
