package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.TestResult;

/**
 * Membership of whole collections from scores of paragraphs: a document's score is the mean of its paragraphs', and the
 * documents of the suspect collection are compared with documents that the model cannot have seen (Puerto et al. 2025,
 * arXiv 2411.00154).
 *
 * <p>H0: which documents (with clusters, which collections) are suspect is random given the scores. The published test takes
 * paragraphs of one document for independent; here they share a label in every permutation.
 */
public final class CollectionTest {
    private final int permutations;
    private final long seed;

    private CollectionTest(int permutations, long seed) {
        this.permutations = permutations;
        this.seed = seed;
    }

    /** 9,999 permutations, seed 0. */
    public static CollectionTest withDefaults() {
        return new CollectionTest(9_999, 0);
    }

    /**
     * The same test with other permutations.
     *
     * @param count at least 1
     * @param chosenSeed their seed
     * @throws IllegalArgumentException if count is below 1
     */
    public CollectionTest withPermutations(int count, long chosenSeed) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new CollectionTest(count, chosenSeed);
    }

    /**
     * Tests one collection, or several.
     *
     * @param scores of paragraphs, finite, higher = more member-like
     * @param documents the document of each paragraph
     * @param suspect for each paragraph whether it is suspect; paragraphs of a document agree
     * @param collections the collection or author of each paragraph, equal within a document; null: the document is on its own
     * @throws IllegalArgumentException if lengths differ, paragraphs of a document disagree, a kind is missing or a score is not
     *     finite
     */
    public Result test(
            double[] scores, List<String> documents, boolean[] suspect, List<? extends @Nullable String> collections) {
        if (scores.length != documents.size()
                || scores.length != suspect.length
                || scores.length != collections.size()) {
            throw new IllegalArgumentException("scores, documents, suspect and collections must be equally long, got "
                    + scores.length + ", " + documents.size() + ", " + suspect.length + " and " + collections.size());
        }
        Map<String, Integer> firsts = new LinkedHashMap<>();
        double[] sums = new double[scores.length];
        int[] counts = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            Integer known = firsts.putIfAbsent(documents.get(i), i);
            int first = known == null ? i : known;
            if (suspect[first] != suspect[i] || !Objects.equals(collections.get(first), collections.get(i))) {
                throw new IllegalArgumentException(
                        "paragraphs of a document must be of one set and one collection, got two of each in document "
                                + documents.get(i));
            }
            sums[first] += scores[i];
            counts[first]++;
        }
        int[] kept = firsts.values().stream().mapToInt(Integer::intValue).toArray();
        double[] means =
                Arrays.stream(kept).mapToDouble(i -> sums[i] / counts[i]).toArray();
        boolean[] labels = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            labels[i] = suspect[kept[i]];
        }
        Clusters clusters =
                Clusters.named(Arrays.stream(kept).mapToObj(collections::get).toList());
        TestResult test = new ClusterTest(permutations, seed).ofScores(means, labels, clusters);
        return new Result(test, Units.of(labels, clusters), scores.length, permutations);
    }

    /**
     * The outcome.
     *
     * @param test p-value; the statistic is the area under the ROC curve of documents, n counts them
     * @param units what was permuted
     * @param paragraphs how many there were
     * @param permutations B
     */
    public record Result(TestResult test, Units units, int paragraphs, int permutations) {
        /** Base-10 logarithm of the smallest p-value that the test could have given. */
        public double log10Floor() {
            return units.log10Floor(permutations);
        }
    }
}
