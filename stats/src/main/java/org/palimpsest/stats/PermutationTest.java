package org.palimpsest.stats;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The random permutation test, {@code p = (1 + b) / (1 + B)} with b of B random permutations at least as extreme as the
 * observed order.
 *
 * <p>H0: all orders of the observations are equally likely given everything else. P(p &le; a) &le; a holds for every a, every
 * sample size and every statistic (Kuditipudi et al. 2025, Theorem 1; Phipson and Smyth 2010). Ties count as exceedances. The
 * permutations are drawn in a fixed number of blocks with one stream each, so a result depends on the seed and never on the
 * number of processors.
 */
public final class PermutationTest {
    /** Blocks in which permutations are drawn; part of what a seed means. */
    private static final int BLOCKS = 64;
    /** How far, relative to its size, a statistic may fall short of the observed one and still count as tied with it. */
    private static final double TIE_TOLERANCE = 1e-12;

    private static final String NULL = "all orders of the observations are equally likely";
    private static final PermutationTest DEFAULTS = new PermutationTest(Alternative.TWO_SIDED, 9_999, 0);

    private final Alternative alternative;
    private final int permutations;
    private final long seed;

    private PermutationTest(Alternative alternative, int permutations, long seed) {
        this.alternative = alternative;
        this.permutations = permutations;
        this.seed = seed;
    }

    /** The two-sided test with 9,999 permutations and seed 0. */
    public static PermutationTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen two-sided compares absolute values of the statistic
     */
    public PermutationTest with(Alternative chosen) {
        return new PermutationTest(chosen, permutations, seed);
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
        return new PermutationTest(alternative, count, seed);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public PermutationTest withSeed(long chosen) {
        return new PermutationTest(alternative, permutations, chosen);
    }

    /**
     * Tests Spearman's rho. The ranks are integers, so ties between statistics are exact. O(n) a permutation.
     *
     * @param x finite values that are not all equal
     * @param y finite values that are not all equal, as many as x
     * @throws IllegalArgumentException if the lengths differ or are below 3, a value is not finite, or a series is constant
     */
    public Result spearman(double[] x, double[] y) {
        double rho = SpearmanTest.correlation(x, y);
        int[] a = CentredRanks.of(x, "x");
        int[] b = CentredRanks.of(y, "y");
        double observed = CentredRanks.product(a, b);
        double scale = Math.sqrt(CentredRanks.product(a, a)) * Math.sqrt(CentredRanks.product(b, b));
        double[] products = inBlocks((random, from, to, into) -> {
            int[] shuffled = b.clone();
            for (int i = from; i < to; i++) {
                into[i] = shuffledProduct(a, shuffled, random);
            }
        });
        int exceedances = exceedances(observed, products, 0);
        for (int i = 0; i < products.length; i++) {
            products[i] /= scale;
        }
        return result(rho, exceedances, products, x.length);
    }

    /**
     * Tests any statistic of an order.
     *
     * @param n number of observations, at least 1
     * @param statisticOfPermutation maps a permutation of 0..n-1 to a finite number; the identity is the observed order. It is
     *     called from several threads at once and must not keep the array
     * @throws IllegalArgumentException if n is below 1 or a statistic is not finite
     */
    public Result test(int n, ToDoubleFunction<int[]> statisticOfPermutation) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        double observed =
                statisticOfPermutation.applyAsDouble(IntStream.range(0, n).toArray());
        if (!Double.isFinite(observed)) {
            throw new IllegalArgumentException("statistic of the observed order must be finite, got " + observed);
        }
        double[] statistics = inBlocks((random, from, to, into) -> {
            for (int i = from; i < to; i++) {
                into[i] = statisticOfPermutation.applyAsDouble(RandomStream.permutation(n, random));
                if (!Double.isFinite(into[i])) {
                    throw new IllegalArgumentException(
                            "statistic of permutation " + i + " must be finite, got " + into[i]);
                }
            }
        });
        return result(observed, exceedances(observed, statistics, TIE_TOLERANCE), statistics, n);
    }

    private double[] inBlocks(Block block) {
        double[] statistics = new double[permutations];
        IntStream.range(0, BLOCKS).parallel().forEach(i -> {
            int from = (int) ((long) permutations * i / BLOCKS);
            int to = (int) ((long) permutations * (i + 1) / BLOCKS);
            block.fill(RandomStream.of(seed, "permutation/" + i), from, to, statistics);
        });
        return statistics;
    }

    /** Shuffles b and multiplies it with a in one pass: each place is final once the shuffle has visited it. */
    private static double shuffledProduct(int[] a, int[] b, RandomGenerator random) {
        long high = 0;
        long low = 0;
        for (int i = b.length - 1; i >= 0; i--) {
            int j = RandomStream.below(i + 1, random);
            int chosen = b[j];
            b[j] = b[i];
            b[i] = chosen;
            long product = (long) a[i] * chosen;
            high += product >> 32;
            low += product & 0xFFFFFFFFL;
        }
        return CentredRanks.combine(high, low);
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

    private Result result(double observed, int exceedances, double[] statistics, int n) {
        TestResult test = TestResult.ofRatio(
                NULL, observed, 1L + exceedances, 1L + permutations, alternative, PValueMethod.PERMUTATION, n);
        return new Result(test, permutations, exceedances, statistics);
    }

    /** Fills one block of statistics from its own stream. */
    private interface Block {
        void fill(RandomGenerator random, int from, int to, double[] into);
    }

    /**
     * The outcome of a permutation test.
     *
     * @param test statistic and p-value
     * @param permutations how many random orders were drawn, B
     * @param exceedances how many were at least as extreme as the observed one, b
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
