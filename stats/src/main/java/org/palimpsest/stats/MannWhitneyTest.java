package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The Mann-Whitney U test of two independent samples (Wilcoxon 1945; Mann and Whitney 1947), by the best of three ways:
 *
 * <ul>
 *   <li>the exact law of the rank sum under random labels, given the ties, where it is small enough to be listed;
 *   <li>for larger samples the normal law with the variance under ties and a continuity correction, in log space. Where ties
 *       make the exact law skewed or heavy-tailed on the tested side, p is raised by the leading term of its Cramér series,
 *       {@code exp(g z^3/6 + k z^4/24)} with skewness g and excess kurtosis k of the rank sum, known exactly; both count only
 *       where they raise p;
 *   <li>where that term is no longer small, {@code (1 + b) / (1 + B)} over B random relabellings.
 * </ul>
 *
 * <p>H0: all labellings of the pooled values are equally likely. The statistic U is the number of pairs with x above y, ties
 * counting one half. Two-sided p-values double the smaller one-sided one. If all values are equal p is 1.
 */
public final class MannWhitneyTest {
    private static final int BLOCKS = 64;
    /** Largest share of the exponent z^2/2 that the correction of the normal law may take. */
    private static final double LARGEST_CORRECTION = 0.1;

    private static final String NULL = "all labellings of the pooled values are equally likely";
    private static final MannWhitneyTest DEFAULTS = new MannWhitneyTest(Alternative.TWO_SIDED, 9_999, 0);

    private final Alternative alternative;
    private final int relabellings;
    private final long seed;

    private MannWhitneyTest(Alternative alternative, int relabellings, long seed) {
        this.alternative = alternative;
        this.relabellings = relabellings;
        this.seed = seed;
    }

    /** The two-sided test with 9,999 random relabellings, where they are needed, and seed 0. */
    public static MannWhitneyTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that high values of x are evidence
     */
    public MannWhitneyTest with(Alternative chosen) {
        return new MannWhitneyTest(chosen, relabellings, seed);
    }

    /**
     * The same test with another number of random relabellings.
     *
     * @param count B, at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public MannWhitneyTest withRelabellings(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("relabellings must be at least 1, got " + count);
        }
        return new MannWhitneyTest(alternative, count, seed);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public MannWhitneyTest withSeed(long chosen) {
        return new MannWhitneyTest(alternative, relabellings, chosen);
    }

    /**
     * Tests two samples. The statistic is U of x, n the size of both together. O(n log n), plus at most a few 10 ms for the
     * exact law, or O(n B) for random relabellings.
     *
     * @param x at least 1 finite value
     * @param y at least 1 finite value
     * @throws IllegalArgumentException if a sample is empty or a value is not finite
     */
    public TestResult test(double[] x, double[] y) {
        requireSample("x", x);
        requireSample("y", y);
        double[] pooled = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, pooled, x.length, y.length);
        double[] ranks = MidRanks.of(pooled);
        long sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (long) (2 * ranks[i]);
        }
        double u = (sum - x.length * (x.length + 1.0)) / 2;
        OneTail tail =
                tail(Arrays.stream(ranks).mapToInt(rank -> (int) (2 * rank)).toArray(), x.length, sum);
        return tail.result(NULL, u, alternative, pooled.length);
    }

    /** The smaller, or the wanted, one-sided tail. */
    private OneTail tail(int[] doubledRanks, int n, long sum) {
        boolean upper = alternative == Alternative.GREATER
                || (alternative == Alternative.TWO_SIDED && sum >= (doubledRanks.length + 1L) * n);
        if (!upper) {
            // The lower tail is the upper tail of the reversed ranks.
            int mirror = 2 * (doubledRanks.length + 1);
            int[] reversed =
                    Arrays.stream(doubledRanks).map(rank -> mirror - rank).toArray();
            return upperTail(reversed, n, (long) mirror * n - sum);
        }
        return upperTail(doubledRanks, n, sum);
    }

    private OneTail upperTail(int[] doubledRanks, int n, long sum) {
        int all = doubledRanks.length;
        if (Arrays.stream(doubledRanks).allMatch(rank -> rank == doubledRanks[0])) {
            return OneTail.ofShare(1, PValueMethod.EXACT);
        }
        if (n > all - n) {
            // The upper tail of one sample is the lower tail of the other: that of its reversed ranks.
            int mirror = 2 * (all + 1);
            int[] reversed =
                    Arrays.stream(doubledRanks).map(rank -> mirror - rank).toArray();
            long others = (long) (all + 1) * all - sum;
            return upperTail(reversed, all - n, (long) mirror * (all - n) - others);
        }
        RankSumLaw law = new RankSumLaw(doubledRanks, n);
        if (law.isListable()) {
            return OneTail.ofShare(law.upper(sum), PValueMethod.EXACT);
        }
        double normal = RankSumMoments.of(doubledRanks, n).logUpper(sum, LARGEST_CORRECTION);
        if (!Double.isNaN(normal)) {
            return OneTail.ofLog(normal, PValueMethod.ASYMPTOTIC);
        }
        long exceedances = exceedances(doubledRanks, n, sum);
        return OneTail.ofShare((1.0 + exceedances) / (1.0 + relabellings), PValueMethod.PERMUTATION);
    }

    private long exceedances(int[] doubledRanks, int n, long sum) {
        return IntStream.range(0, BLOCKS)
                .parallel()
                .mapToLong(block -> {
                    RandomGenerator random = RandomStream.of(seed, "relabelling/" + block);
                    long from = (long) relabellings * block / BLOCKS;
                    long to = (long) relabellings * (block + 1) / BLOCKS;
                    int[] shuffled = doubledRanks.clone();
                    long count = 0;
                    for (long i = from; i < to; i++) {
                        count += randomSum(shuffled, n, random) >= sum ? 1 : 0;
                    }
                    return count;
                })
                .sum();
    }

    /** The sum of n ranks drawn without replacement; leaves the ranks in another order. */
    private static long randomSum(int[] ranks, int n, RandomGenerator random) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            int j = i + RandomStream.below(ranks.length - i, random);
            int drawn = ranks[j];
            ranks[j] = ranks[i];
            ranks[i] = drawn;
            sum += drawn;
        }
        return sum;
    }

    private static void requireSample(String name, double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(name + " must hold at least 1 value, got 0");
        }
        Scores.requireFinite(name, values);
    }
}
