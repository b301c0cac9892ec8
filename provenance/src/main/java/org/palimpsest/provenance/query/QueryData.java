package org.palimpsest.provenance.query;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the query test looks at: one row a document (or a sequence of several).
 *
 * @param positions places in the training order; larger is later
 * @param scores how likely the suspect finds each row, less what the reference explains; higher = likelier. Rows with a number that is
 *     not finite are dropped
 * @param strata within which the order was shuffled, any labels; null if it was shuffled as a whole
 * @param referenced whether a reference went into the scores
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a million rows, not changed by the test
public record QueryData(double[] positions, double[] scores, int @Nullable [] strata, boolean referenced) {
    /**
     * Checks.
     *
     * @param positions places in the training order
     * @param scores one a position
     * @param strata one a position, or null
     * @param referenced whether a reference went into the scores
     * @throws IllegalArgumentException if lengths differ
     */
    public QueryData(double[] positions, double[] scores, int @Nullable [] strata, boolean referenced) {
        requireSameLength(positions.length, scores.length, "log-likelihoods");
        if (strata != null) {
            requireSameLength(positions.length, strata.length, "strata");
        }
        this.positions = positions;
        this.scores = scores;
        this.strata = strata;
        this.referenced = referenced;
    }

    /**
     * Some of the rows.
     *
     * @param rows their places, from 0
     * @return those rows, in that order
     */
    public QueryData rows(int[] rows) {
        int[] labels = strata;
        return new QueryData(
                IntStream.of(rows).mapToDouble(i -> positions[i]).toArray(),
                IntStream.of(rows).mapToDouble(i -> scores[i]).toArray(),
                labels == null ? null : IntStream.of(rows).map(i -> labels[i]).toArray(),
                referenced);
    }

    static void requireSameLength(int expected, int actual, String name) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    name + " must be as many as positions, got " + actual + " and " + expected);
        }
    }
}
