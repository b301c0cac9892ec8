package org.palimpsest.traps.detection;

import java.util.Arrays;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.SignFlipTest;
import org.palimpsest.stats.TestResult;

/**
 * The test of paired rephrasings (STAMP): of every document m + 1 versions exist, of which one, drawn for each document by
 * itself, was published.
 *
 * <p>H0: the model is independent of those draws. Then labels within a document are exchangeable, and three tests are exact
 * without any normality: the sum of ranks within documents, redraws of the labels of the scores themselves, and, where m = 1,
 * flips of the signs of the differences. By default redraws, and flips for m = 1, since both see how large differences are. The
 * published form of STAMP, a paired t-test over documents after a draw of one key for all of them, is not valid; see
 * docs/experiments/stamp.md. Rastogi, Maini and Pruthi, arXiv 2504.13416, section 3.
 */
public final class RephrasingTest {
    private static final int DRAWS = 9_999;
    private static final RephrasingTest DEFAULTS = new RephrasingTest(DRAWS, 0);

    private final int draws;
    private final long seed;

    private RephrasingTest(int draws, long seed) {
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * The test with 9,999 redraws and seed 0.
     *
     * @return the test
     */
    public static RephrasingTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test with other redraws or flips.
     *
     * @param count how many, 1 or more
     * @param chosenSeed their seed, to be fixed beforehand
     * @return a new test
     * @throws IllegalArgumentException if count is below 1
     */
    public RephrasingTest withDraws(int count, long chosenSeed) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be 1 or more, got " + count);
        }
        return new RephrasingTest(count, chosenSeed);
    }

    /**
     * Tests one model.
     *
     * @param scores every document is a trap, its unpublished versions are its controls
     * @return p-values and what describes them
     * @throws IllegalArgumentException if a document has no unpublished version
     */
    public Result test(ModelScores scores) {
        double[][] controls = scores.controls();
        double[] published = scores.published();
        double[] differences = new double[published.length];
        int likeliest = 0;
        for (int d = 0; d < published.length; d++) {
            differences[d] = published[d] - Arrays.stream(controls[d]).average().orElseThrow();
            double best = Arrays.stream(controls[d]).max().orElseThrow();
            likeliest += published[d] > best ? 1 : 0;
        }
        boolean pairs = Arrays.stream(controls).allMatch(versions -> versions.length == 1);
        TestResult labels = pairs
                ? SignFlipTest.withDefaults()
                        .with(Alternative.GREATER)
                        .withFlips(draws)
                        .withSeed(seed)
                        .test(differences)
                : PooledTrapTest.withDefaults()
                        .with(Pooling.MONTE_CARLO)
                        .withDraws(draws, seed)
                        .test(scores);
        return new Result(
                labels,
                PooledTrapTest.withDefaults().test(scores),
                Arrays.stream(differences).average().orElseThrow(),
                likeliest);
    }

    /**
     * Outcome of the test of one model. Which of the two p-values counts is to be fixed beforehand.
     *
     * @param labels p-value by redraws of labels, or by flips of signs for m = 1
     * @param ranks p-value of the sum of ranks within documents
     * @param meanDifference mean over documents of the published version's score less the mean of the others; effect size
     * @param likeliest number of documents of which the published version is likelier than all others; descriptive
     */
    public record Result(TestResult labels, TestResult ranks, double meanDifference, int likeliest) {}
}
