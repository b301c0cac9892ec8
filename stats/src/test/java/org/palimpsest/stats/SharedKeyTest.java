package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Watermarked rephrasings (STAMP): a key makes all texts that it marks a little more or less likely to any model. In a re-run of
 * the published scores the t statistics of unpublished keys had standard deviation 1.5 in place of 1.
 */
class SharedKeyTest {
    private static final int RUNS = 2_000;
    private static final int DOCUMENTS = 60;
    private static final int KEYS = 10;
    /** Makes the standard deviation of t over keys 1.5. */
    private static final double KEY_EFFECT = Math.sqrt(1.5 * 1.5 - 1) / Math.sqrt(DOCUMENTS);

    @Test
    void oneKeyForAllDocumentsBreaksTheTTestButNotTheRankOfTheKey() {
        RandomGenerator random = RandomStream.of(1, "shared key");
        double[][] pValues = new double[2][RUNS];
        for (int run = 0; run < RUNS; run++) {
            double[][] scores = scores(random);
            pValues[0][run] = PairedTTest.withDefaults()
                    .with(Alternative.GREATER)
                    .test(differences(scores))
                    .pValue();
            double[] means = Arrays.stream(scores)
                    .mapToDouble(key -> Arrays.stream(key).average().orElseThrow())
                    .toArray();
            pValues[1][run] = RankTest.withDefaults()
                    .test(means[0], Arrays.copyOfRange(means, 1, KEYS))
                    .pValue();
        }
        Rejections t = Rejections.count(RUNS, run -> pValues[0][run]);
        assertThat(t.atFivePercent()).isGreaterThan(RUNS / 10);
        assertThat(t.atOnePercent()).isGreaterThan(RUNS / 25);
        Rejections.count(RUNS, run -> pValues[1][run]).assertConservative();
    }

    @Test
    void aKeyDrawnForEveryDocumentKeepsTheRankSumExact() {
        RandomGenerator random = RandomStream.of(1, "key of each document");
        Rejections.count(RUNS, run -> {
                    double[][] scores = scores(random);
                    double[] observed = new double[DOCUMENTS];
                    double[][] others = new double[DOCUMENTS][KEYS - 1];
                    for (int d = 0; d < DOCUMENTS; d++) {
                        int published = RandomStream.below(KEYS, random);
                        observed[d] = scores[published][d];
                        for (int key = 0; key < KEYS - 1; key++) {
                            others[d][key] = scores[key < published ? key : key + 1][d];
                        }
                    }
                    return PooledRankTest.withDefaults().test(observed, others).pValue();
                })
                .assertUniform();
    }

    /** The score of every document (column) in the version of every key (row); nothing was trained on. */
    private static double[][] scores(RandomGenerator random) {
        double[][] scores = new double[KEYS][DOCUMENTS];
        for (double[] key : scores) {
            double effect = KEY_EFFECT * random.nextGaussian();
            Arrays.setAll(key, d -> effect + random.nextGaussian());
        }
        return scores;
    }

    /** The public version, of key 0, against the mean of the private ones. */
    private static double[] differences(double[][] scores) {
        double[] differences = new double[DOCUMENTS];
        for (int d = 0; d < DOCUMENTS; d++) {
            double sum = 0;
            for (int key = 1; key < KEYS; key++) {
                sum += scores[key][d];
            }
            differences[d] = scores[0][d] - sum / (KEYS - 1);
        }
        return differences;
    }
}
