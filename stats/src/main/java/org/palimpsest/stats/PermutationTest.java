package org.palimpsest.stats;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The permutation test: {@code p = (1 + b) / (1 + B)} with b of B other orders at least as extreme as the observed one.
 *
 * <p>H0: all orders of the observations are equally likely given everything else, or with {@link #withBlocks} all orders that
 * keep every observation in its block. P(p &le; a) &le; a holds for every a, every sample size and every statistic (Kuditipudi
 * et al. 2025, Theorem 1; Phipson and Smyth 2010). Ties count as exceedances. The orders are random, or all of them with
 * {@link Orders#ALL_IF_FEW}. Random ones are drawn in a fixed number of batches with one stream each, so a result depends on
 * the seed and never on the number of processors.
 */
public final class PermutationTest {
    /** Batches in which permutations are drawn; part of what a seed means. */
    static final int BATCHES = 64;
    /** How many orders are few, if not more were asked for. */
    private static final int FEW = 50_000;
    /** How far, relative to its size, a statistic may fall short of the observed one and still count as tied with it. */
    private static final double TIE_TOLERANCE = 1e-12;

    private static final String NULL = "all orders of the observations are equally likely";
    private static final String NULL_IN_BLOCKS = "all orders of the observations within each block are equally likely";
    private static final PermutationTest DEFAULTS =
            new PermutationTest(Alternative.TWO_SIDED, 9_999, 0, Orders.RANDOM, null);

    private final Alternative alternative;
    private final int permutations;
    private final long seed;
    private final Orders orders;
    private final @Nullable Blocks blocks;

    private PermutationTest(
            Alternative alternative, int permutations, long seed, Orders orders, @Nullable Blocks blocks) {
        this.alternative = alternative;
        this.permutations = permutations;
        this.seed = seed;
        this.orders = orders;
        this.blocks = blocks;
    }

    /** Which orders are compared with the observed one. */
    public enum Orders {
        /** Random ones, as many as asked for. */
        RANDOM,
        /**
         * Every order once, if there are at most as many as permutations are asked for or at most 50,000, and else random ones.
         * The p-value is then exact: the share of all orders that are at least as extreme as the observed one.
         */
        ALL_IF_FEW
    }

    /** The two-sided test with 9,999 random permutations of all observations and seed 0. */
    public static PermutationTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen two-sided compares absolute values of the statistic
     */
    public PermutationTest with(Alternative chosen) {
        return new PermutationTest(chosen, permutations, seed, orders, blocks);
    }

    /**
     * The same test with other orders.
     *
     * @param chosen random ones, or all if there are few
     */
    public PermutationTest with(Orders chosen) {
        return new PermutationTest(alternative, permutations, seed, chosen, blocks);
    }

    /**
     * The same test with another number of permutations.
     *
     * @param count B, at least 1; the smallest p-value is 1/(1+B)
     * @throws IllegalArgumentException if count is below 1
     */
    public PermutationTest withPermutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new PermutationTest(alternative, count, seed, orders, blocks);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public PermutationTest withSeed(long chosen) {
        return new PermutationTest(alternative, permutations, chosen, orders, blocks);
    }

    /**
     * The same test for observations that were shuffled only within blocks: two of them change places only if their labels are
     * equal. An observation alone in its block stays where it is. O(n log n).
     *
     * @param block the label of each observation, any numbers
     */
    public PermutationTest withBlocks(int[] block) {
        return new PermutationTest(alternative, permutations, seed, orders, Blocks.of(block));
    }

    /**
     * Tests Spearman's rho of the whole series. The ranks are integers, so ties between statistics are exact. O(n) a
     * permutation.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, a series is constant, or
     *     there are blocks of another number of observations
     */
    public Result spearman(double[] x, double[] y) {
        return spearman(x, y, PositionScores.RANK);
    }

    /**
     * Tests the correlation of scores of x with the ranks of y. O(n) a permutation.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @param scores how much a place of x counts; {@code RANK} is Spearman's rho
     * @throws IllegalArgumentException as {@link #spearman(double[], double[])}
     */
    public Result spearman(double[] x, double[] y, PositionScores scores) {
        Scores.requirePaired(x, y, 3);
        Blocks movable = blocks(x.length);
        int[][] ranks = CentredRanks.pair(x, y, scores);
        int[] a = ranks[0];
        int[] b = ranks[1];
        double observed = CentredRanks.product(a, b);
        double scale = CentredRanks.scale(a, b);
        double rho = Math.max(-1, Math.min(1, observed / scale));
        PValueMethod method = method(movable);
        double[] products = method == PValueMethod.EXACT
                ? others(movable, order -> CentredRanks.product(a, b, order))
                : randomProducts(movable, a, b);
        int exceedances = exceedances(observed, products, 0);
        for (int i = 0; i < products.length; i++) {
            products[i] /= scale;
        }
        return result(rho, exceedances, products, method, x.length);
    }

    /**
     * Tests any statistic of an order.
     *
     * @param n number of observations, at least 1
     * @param statisticOfPermutation maps a permutation of 0..n-1 to a finite number; the identity is the observed order. It is
     *     called from several threads at once and must not keep the array
     * @throws IllegalArgumentException if n is below 1, a statistic is not finite, or there are blocks of another number of
     *     observations
     */
    public Result test(int n, ToDoubleFunction<int[]> statisticOfPermutation) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        Blocks movable = blocks(n);
        double observed = statisticOfPermutation.applyAsDouble(movable.order(0));
        if (!Double.isFinite(observed)) {
            throw new IllegalArgumentException("statistic of the observed order must be finite, got " + observed);
        }
        PValueMethod method = method(movable);
        double[] statistics = method == PValueMethod.EXACT
                ? others(movable, statisticOfPermutation)
                : inBatches((random, from, to, into) -> {
                    for (int i = from; i < to; i++) {
                        into[i] = finite(i, statisticOfPermutation.applyAsDouble(movable.order(random)));
                    }
                });
        return result(observed, exceedances(observed, statistics, TIE_TOLERANCE), statistics, method, n);
    }

    private Blocks blocks(int n) {
        if (blocks == null) {
            return Blocks.single(n);
        }
        if (blocks.size() != n) {
            throw new IllegalArgumentException(
                    "block must hold a label for each of the " + n + " observations, got " + blocks.size());
        }
        return blocks;
    }

    private PValueMethod method(Blocks movable) {
        long few = Math.max(FEW, permutations);
        boolean all = orders == Orders.ALL_IF_FEW && movable.ordersUpTo(few) <= few;
        return all ? PValueMethod.EXACT : PValueMethod.PERMUTATION;
    }

    /** The statistics of all orders but the observed one, which is number 0. */
    private double[] others(Blocks movable, ToDoubleFunction<int[]> statistic) {
        long total = movable.ordersUpTo(Math.max(FEW, permutations));
        double[] statistics = new double[Math.toIntExact(total - 1)];
        IntStream.range(0, statistics.length)
                .parallel()
                .forEach(i -> statistics[i] = finite(i, statistic.applyAsDouble(movable.order(i + 1L))));
        return statistics;
    }

    private static double finite(int permutation, double statistic) {
        if (!Double.isFinite(statistic)) {
            throw new IllegalArgumentException(
                    "statistic of permutation " + permutation + " must be finite, got " + statistic);
        }
        return statistic;
    }

    private double[] randomProducts(Blocks movable, int[] a, int[] b) {
        int[] left = movable.gather(a);
        int[] right = movable.gather(b);
        return inBatches((random, from, to, into) -> {
            ShuffledProducts products = new ShuffledProducts(left, right, movable, random);
            for (int i = from; i < to; i++) {
                into[i] = products.next();
            }
        });
    }

    private double[] inBatches(Batch batch) {
        double[] statistics = new double[permutations];
        IntStream.range(0, BATCHES).parallel().forEach(i -> {
            batch.fill(batchStream(seed, i), batchStart(permutations, i), batchStart(permutations, i + 1), statistics);
        });
        return statistics;
    }

    /** The first permutation of a batch. */
    static int batchStart(int permutations, int batch) {
        return (int) ((long) permutations * batch / BATCHES);
    }

    /** The random numbers of a batch. */
    static Xoshiro batchStream(long seed, int batch) {
        return new Xoshiro(RandomStream.key(seed, "permutation/" + batch));
    }

    private int exceedances(double observed, double[] statistics, double tolerance) {
        double target = evidence(observed);
        int count = 0;
        for (double statistic : statistics) {
            double value = evidence(statistic);
            double slack = tolerance * Math.max(Math.abs(target), Math.abs(value));
            if (value >= target - slack) {
                count++;
            }
        }
        return count;
    }

    private double evidence(double statistic) {
        return switch (alternative) {
            case TWO_SIDED -> Math.abs(statistic);
            case GREATER -> statistic;
            case LESS -> -statistic;
        };
    }

    private Result result(double observed, int exceedances, double[] statistics, PValueMethod method, int n) {
        TestResult test = TestResult.ofRatio(
                blocks == null ? NULL : NULL_IN_BLOCKS,
                observed,
                1L + exceedances,
                1L + statistics.length,
                alternative,
                method,
                n);
        return new Result(test, statistics.length, exceedances, statistics);
    }

    /** Fills one batch of statistics from its own stream. */
    private interface Batch {
        void fill(Xoshiro random, int from, int to, double[] into);
    }

    /**
     * The outcome of a permutation test.
     *
     * @param test statistic and p-value; its method is exact if all orders were compared, else permutation
     * @param permutations how many orders were compared with the observed one, B: random ones, or all others
     * @param exceedances how many of them were at least as extreme as the observed one, b
     * @param nullStatistics the B statistics, in the order in which they were drawn
     */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
    public record Result(TestResult test, int permutations, int exceedances, double[] nullStatistics) {
        /**
         * Checks the counts and copies the statistics.
         *
         * @throws IllegalArgumentException if exceedances are not in [0, permutations] or statistics are missing
         */
        public Result {
            if (exceedances < 0 || exceedances > permutations) {
                throw new IllegalArgumentException(
                        "exceedances must be in [0, " + permutations + "], got " + exceedances);
            }
            if (nullStatistics.length != permutations) {
                throw new IllegalArgumentException(
                        "nullStatistics must hold " + permutations + " values, got " + nullStatistics.length);
            }
            nullStatistics = nullStatistics.clone();
        }

        /** A copy of the statistics of the random orders. */
        @Override
        public double[] nullStatistics() {
            return nullStatistics.clone();
        }
    }
}
