package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.transcript.Exposure;

/**
 * One place in the order for a document that was trained on several times. If each epoch was shuffled by itself, the first place, the last
 * and the mean of all are exchangeable over documents under H0; all rows together are not, as each document comes once an epoch. Inside
 * strata (epochs, sources) each has a place of its own. O(n).
 *
 * @param rows rows that count, ascending
 * @param positions of those rows; for {@link Exposure#MEAN} means, not rounded
 * @param repeated how many rows had the id and stratum of a row before them
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a million rows, not changed by the test
public record ExposureRows(int[] rows, double[] positions, int repeated) {
    /**
     * Chooses rows. Rows of one document at one position all stay: what they are is for {@link SamePosition} to say.
     *
     * @param positions places in the training order; a row without a finite one stays as it is
     * @param ids of the documents; a row without one is a document of its own
     * @param strata within which documents were shuffled, or null
     * @param exposure which place counts, fixed before scores are seen
     * @return the rows
     * @throws IllegalArgumentException if lengths differ
     */
    public static ExposureRows of(
            double[] positions, List<@Nullable String> ids, int @Nullable [] strata, Exposure exposure) {
        QueryData.requireSameLength(positions.length, ids.size(), "ids");
        if (strata != null) {
            QueryData.requireSameLength(positions.length, strata.length, "strata");
        }
        int[] documents = documents(positions, ids, strata);
        double[] places = new double[positions.length];
        Arrays.fill(places, Double.NaN);
        double[] sums = new double[positions.length];
        int[] counts = new int[positions.length];
        int repeated = 0;
        for (int i = 0; i < positions.length; i++) {
            int document = documents[i];
            repeated += counts[document] > 0 ? 1 : 0;
            sums[document] += positions[i];
            counts[document]++;
            boolean better = exposure == Exposure.FIRST
                    ? positions[i] < places[document]
                    : exposure == Exposure.LAST && positions[i] > places[document];
            if (counts[document] == 1 || better) {
                places[document] = positions[i];
            }
        }
        int[] kept = IntStream.range(0, positions.length)
                .filter(i -> counts[documents[i]] == 1 || positions[i] == places[documents[i]])
                .toArray();
        double[] at = IntStream.of(kept)
                .mapToDouble(i -> exposure == Exposure.MEAN && counts[documents[i]] > 1
                        ? sums[documents[i]] / counts[documents[i]]
                        : positions[i])
                .toArray();
        return new ExposureRows(kept, at, repeated);
    }

    /** For each row the first row of its document. */
    private static int[] documents(double[] positions, List<@Nullable String> ids, int @Nullable [] strata) {
        Map<Integer, Map<String, Integer>> firsts = new HashMap<>();
        int[] documents = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            String id = ids.get(i);
            int row = i;
            documents[i] = id == null || !Double.isFinite(positions[i])
                    ? i
                    : firsts.computeIfAbsent(strata == null ? 0 : strata[i], s -> new HashMap<>())
                            .computeIfAbsent(id, same -> row);
        }
        return documents;
    }
}
