package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The test of many traps by redrawing which score of each trap is the published one.
 *
 * <p>H0: in every trap, independently, the published secret was drawn at random among itself and its N_j controls, and the model
 * is independent of the draw. The statistic is the sum over traps of the published score, centred within its trap and by default
 * divided by the trap's standard deviation, over all N_j + 1 scores, so that it doesn't depend on the draw. The scores need not
 * be independent between traps, nor normal. The p-value is exact by listing all draws where there are at most
 * {@value #MOST_LISTED}, else {@code (1 + b) / (1 + B)} over B random draws (one a trap): P(p &le; a) &le; a for every a, number
 * of traps and scores. Ties count against the evidence. Draws come in a fixed number of blocks with a stream each, so a result
 * depends on the seed and never on the number of processors. {@link PooledRankTest} reaches smaller p-values and withstands
 * outliers; this test sees how far a score stands out.
 */
public final class TrapLabelTest {
    /** Most draws of labels that are all listed. */
    static final int MOST_LISTED = 1 << 20;

    private static final int BLOCKS = 64;
    private static final double TIE_TOLERANCE = 1e-12;
    private static final String NULL = "in every trap the published secret is exchangeable with its controls";
    private static final TrapLabelTest DEFAULTS = new TrapLabelTest(Alternative.GREATER, Scale.STANDARDISED, 9_999, 0);

    private final Alternative alternative;
    private final Scale scale;
    private final int draws;
    private final long seed;

    private TrapLabelTest(Alternative alternative, Scale scale, int draws, long seed) {
        this.alternative = alternative;
        this.scale = scale;
        this.draws = draws;
        this.seed = seed;
    }

    /** The unit in which scores are summed over traps. */
    public enum Scale {
        /** Standard deviations of the trap's own scores: every trap weighs the same. A trap with equal scores adds 0. */
        STANDARDISED,
        /** The scores as they are: traps with widely spread scores weigh more. */
        PLAIN
    }

    /** The test for high scores, standardised, with 9,999 random draws, where they are needed, and seed 0. */
    public static TrapLabelTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that high scores are evidence; two-sided compares absolute values of the centred sum
     */
    public TrapLabelTest with(Alternative chosen) {
        return new TrapLabelTest(chosen, scale, draws, seed);
    }

    /**
     * The same test with scores in another unit.
     *
     * @param chosen to be fixed before the scores are seen
     */
    public TrapLabelTest with(Scale chosen) {
        return new TrapLabelTest(alternative, chosen, draws, seed);
    }

    /**
     * The same test with another number of random draws.
     *
     * @param count B, at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public TrapLabelTest withDraws(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + count);
        }
        return new TrapLabelTest(alternative, scale, count, seed);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public TrapLabelTest withSeed(long chosen) {
        return new TrapLabelTest(alternative, scale, draws, chosen);
    }

    /**
     * Tests m traps. The statistic is the sum of centred scores of the published secrets; n is m. O(m B) time.
     *
     * @param observed the score of each trap, finite; at least one
     * @param controls for each trap at least one finite score
     * @throws IllegalArgumentException if there is no trap, a trap has no controls, the lengths differ or a score is not finite
     */
    public TestResult test(double[] observed, double[][] controls) {
        RankTest.ranks(observed, controls);
        double[][] traps = new double[observed.length][];
        double possible = 1;
        double reach = 0;
        double sum = 0;
        for (int j = 0; j < traps.length; j++) {
            traps[j] = centred(observed[j], controls[j]);
            possible *= traps[j].length;
            reach += Arrays.stream(traps[j]).map(Math::abs).max().orElseThrow();
            sum += traps[j][0];
        }
        double target = evidence(sum) - TIE_TOLERANCE * reach;
        int m = traps.length;
        if (possible <= MOST_LISTED) {
            long count = listed(traps, 0, 0, target);
            return TestResult.ofRatio(NULL, sum, count, (long) possible, alternative, PValueMethod.EXACT, m);
        }
        long count = drawn(traps, target);
        return TestResult.ofRatio(NULL, sum, 1 + count, 1L + draws, alternative, PValueMethod.PERMUTATION, m);
    }

    /** All scores of a trap, the published one first, minus their mean and in the chosen unit. */
    private double[] centred(double observed, double[] controls) {
        double[] scores = new double[controls.length + 1];
        scores[0] = observed;
        System.arraycopy(controls, 0, scores, 1, controls.length);
        if (Arrays.stream(scores).allMatch(score -> score == observed)) {
            return new double[scores.length];
        }
        // In sorted order, so that mean and spread are the same to the last bit whichever score is the published one.
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).map(score -> score / scores.length).sum();
        double largest = Math.max(mean - sorted[0], sorted[scores.length - 1] - mean);
        double squares = Arrays.stream(sorted)
                .map(score -> (score - mean) / largest)
                .map(z -> z * z)
                .sum();
        double unit = scale == Scale.PLAIN ? 1 : largest * Math.sqrt(squares / scores.length);
        return Arrays.stream(scores).map(score -> (score - mean) / unit).toArray();
    }

    private long listed(double[][] traps, int trap, double sum, double target) {
        if (trap == traps.length) {
            return evidence(sum) >= target ? 1 : 0;
        }
        long count = 0;
        for (double score : traps[trap]) {
            count += listed(traps, trap + 1, sum + score, target);
        }
        return count;
    }

    private long drawn(double[][] traps, double target) {
        return IntStream.range(0, BLOCKS)
                .parallel()
                .mapToLong(block -> {
                    RandomGenerator random = RandomStream.of(seed, "trap-label/" + block);
                    long from = (long) draws * block / BLOCKS;
                    long to = (long) draws * (block + 1) / BLOCKS;
                    long count = 0;
                    for (long i = from; i < to; i++) {
                        count += evidence(randomSum(traps, random)) >= target ? 1 : 0;
                    }
                    return count;
                })
                .sum();
    }

    private static double randomSum(double[][] traps, RandomGenerator random) {
        double sum = 0;
        for (double[] scores : traps) {
            sum += scores[RandomStream.below(scores.length, random)];
        }
        return sum;
    }

    private double evidence(double sum) {
        return switch (alternative) {
            case TWO_SIDED -> Math.abs(sum);
            case GREATER -> sum;
            case LESS -> -sum;
        };
    }
}
