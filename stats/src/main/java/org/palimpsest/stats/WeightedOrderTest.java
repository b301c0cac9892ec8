package org.palimpsest.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Tests whether weight lies late in an order: {@code T = sum a_i b_i} of weights {@code a_i >= 0} and centred ranks of time
 * {@code b_i} in [-1, 1], as Pearson's correlation of weight and rank.
 *
 * <p>H0: all orders of the times are equally likely, or with strata all orders inside each stratum. The permutation p-value is
 * exact. Beside it stand two tails in log space. The <em>bound</em> is never below the exact p-value, whatever the weights:
 * permuted ranks are negatively associated (Joag-Dev and Proschan 1983), so the mean of {@code exp(h T)} is at most the product
 * of {@code M(h a_i)}, M the generating function of one uniform rank, {@code sinh(x) / (n sinh(x / n))}, and Chernoff's
 * inequality follows. If one observation has all the weight, it is 1/n at best. The <em>normal tail</em> has the exact variance
 * of the permutation law and is wrong if a few observations have most of the weight: see {@link Result#effectiveNumber}.
 * O(n log n), and O(n) a permutation.
 */
public final class WeightedOrderTest {
    private static final int STEPS = 200;
    /** Beyond so many times n, M grows like the exponential of the highest rank to the last digit. */
    private static final double FAR = 40;

    private static final String NULL = "all orders of the times are equally likely";
    private static final String NULL_IN_STRATA = "all orders of the times inside each stratum are equally likely";
    private static final WeightedOrderTest DEFAULTS =
            new WeightedOrderTest(Alternative.GREATER, PermutationTest.withDefaults());

    private final Alternative alternative;
    private final PermutationTest orders;

    private WeightedOrderTest(Alternative alternative, PermutationTest orders) {
        this.alternative = alternative;
        this.orders = orders;
    }

    /** The test for weight at late times, with 9,999 permutations and seed 0. */
    public static WeightedOrderTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen {@code GREATER} looks for weight at late times
     */
    public WeightedOrderTest with(Alternative chosen) {
        return new WeightedOrderTest(chosen, orders);
    }

    /**
     * The same test with other permutations.
     *
     * @param options number and seed; its alternative and blocks give way to those of this test
     */
    public WeightedOrderTest with(PermutationTest options) {
        return new WeightedOrderTest(alternative, options);
    }

    /**
     * Tests weights in time.
     *
     * @param times finite, not all equal inside every stratum
     * @param weights finite, at least 0, as many
     * @param strata the stratum of each observation, any labels, as many
     * @return the result; its n counts all observations
     * @throws IllegalArgumentException if lengths differ, a number is not finite, a weight is negative, or in no stratum both times
     *     and weights vary
     */
    public Result test(double[] times, double[] weights, int[] strata) {
        check(times, weights, strata);
        double[] a = new double[times.length];
        double[] b = new double[times.length];
        int[] sizes = new int[times.length];
        double variance = 0;
        boolean oneStratum = Arrays.stream(strata).allMatch(s -> s == strata[0]);
        for (int[] group : groups(strata)) {
            variance += place(group, times, weights, a, b, sizes);
        }
        if (!(variance > 0)) {
            throw new IllegalArgumentException("times and weights must both vary inside a stratum, got none among "
                    + times.length + " observations");
        }
        double total = variance;
        PermutationTest.Result permutation = (oneStratum ? orders : orders.withBlocks(strata))
                .with(alternative)
                .test(times.length, order -> sum(a, b, order) / Math.sqrt(total));
        double z = permutation.test().statistic();
        double t = z * Math.sqrt(variance);
        TestResult bound = TestResult.ofLog10P(
                oneStratum ? NULL : NULL_IN_STRATA,
                z,
                bound(t, a, sizes) / Math.log(10),
                alternative,
                PValueMethod.EXACT,
                times.length);
        return new Result(permutation, bound, normalLog10P(z), effectiveNumber(weights));
    }

    private static void check(double[] times, double[] weights, int[] strata) {
        Scores.requirePaired(times, weights, 3);
        if (strata.length != times.length) {
            throw new IllegalArgumentException(
                    "strata must be as many as the " + times.length + " times, got " + strata.length);
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 0) {
                throw new IllegalArgumentException("weights must be at least 0, got " + weights[i] + " at " + i);
            }
        }
    }

    /**
     * Centres ranks and shifts weights so that the smallest is 0, which changes T by nothing and makes the bound tighter.
     *
     * @return the variance of this stratum's part of T over all its orders
     */
    private static double place(int[] group, double[] times, double[] weights, double[] a, double[] b, int[] sizes) {
        int n = group.length;
        double[] ranks =
                MidRanks.of(IntStream.of(group).mapToDouble(i -> times[i]).toArray());
        double least = IntStream.of(group).mapToDouble(i -> weights[i]).min().orElseThrow();
        double mean = IntStream.of(group).mapToDouble(i -> weights[i] - least).sum() / n;
        double squaresA = 0;
        double squaresB = 0;
        for (int j = 0; j < n; j++) {
            int i = group[j];
            a[i] = weights[i] - least;
            b[i] = (2 * ranks[j] - n - 1) / n;
            sizes[i] = n;
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += b[i] * b[i];
        }
        return n < 2 ? 0 : squaresA * squaresB / (n - 1);
    }

    private static double sum(double[] a, double[] b, int[] order) {
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += a[order[i]] * b[i];
        }
        return sum;
    }

    private double normalLog10P(double z) {
        double log = switch (alternative) {
            case GREATER -> LogTails.normalUpper(z);
            case LESS -> LogTails.normalUpper(-z);
            case TWO_SIDED -> Math.min(0, Math.log(2) + LogTails.normalUpper(Math.abs(z)));
        };
        return log / Math.log(10);
    }

    /** ln of the bound of the p-value; the law of every b is symmetric, so that both sides are alike. */
    private double bound(double t, double[] a, int[] sizes) {
        return switch (alternative) {
            case GREATER -> t <= 0 ? 0 : chernoff(t, a, sizes);
            case LESS -> t >= 0 ? 0 : chernoff(-t, a, sizes);
            case TWO_SIDED -> t == 0 ? 0 : Math.min(0, Math.log(2) + chernoff(Math.abs(t), a, sizes));
        };
    }

    /** The least of {@code sum ln M(h a_i) - h t} over h, at the root of its derivative; any h gives a bound. */
    private static double chernoff(double t, double[] a, int[] sizes) {
        int[] used = IntStream.range(0, a.length).filter(i -> a[i] > 0).toArray();
        double largest = IntStream.of(used).mapToDouble(i -> a[i]).max().orElseThrow();
        double limit = FAR * Arrays.stream(sizes).max().orElseThrow() / largest;
        double low = 0;
        double high = 1 / largest;
        while (slope(high, used, a, sizes) < t && high < limit) {
            low = high;
            high *= 2;
        }
        for (int step = 0; step < STEPS && high - low > 1e-12 * high; step++) {
            double middle = (low + high) / 2;
            if (slope(middle, used, a, sizes) < t) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double h = low;
        double sum = -h * t;
        for (int i : used) {
            sum += logMean(h * a[i], sizes[i]);
        }
        return Math.min(0, sum);
    }

    private static double slope(double h, int[] used, double[] a, int[] sizes) {
        double sum = 0;
        for (int i : used) {
            double x = h * a[i];
            int n = sizes[i];
            sum += a[i] * (x < 1e-3 ? x * (1 - 1.0 / n / n) / 3 : 1 / Math.tanh(x) - 1 / Math.tanh(x / n) / n);
        }
        return sum;
    }

    /** {@code ln sinh(x) / (n sinh(x / n))}: the mean of exp(x b) over the ranks b of n observations without ties. */
    private static double logMean(double x, int n) {
        if (x < 1e-3) {
            return x * x * (1 - 1.0 / n / n) / 6;
        }
        return x + Math.log(-Math.expm1(-2 * x)) - x / n - Math.log(-Math.expm1(-2 * x / n)) - Math.log(n);
    }

    private static double effectiveNumber(double[] weights) {
        double largest = Arrays.stream(weights).max().orElseThrow();
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight / largest;
            squares += weight / largest * (weight / largest);
        }
        return sum * sum / squares;
    }

    private static int[][] groups(int[] strata) {
        int[] order = IntStream.range(0, strata.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> strata[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] starts = IntStream.range(0, order.length)
                .filter(i -> i == 0 || strata[order[i]] != strata[order[i - 1]])
                .toArray();
        int[][] groups = new int[starts.length][];
        for (int g = 0; g < starts.length; g++) {
            groups[g] = Arrays.copyOfRange(order, starts[g], g + 1 < starts.length ? starts[g + 1] : order.length);
        }
        return groups;
    }

    /**
     * The outcome. The statistic of all parts is {@code z = T / sd}, sd the exact deviation over all orders.
     *
     * @param permutation the exact test by permutations
     * @param bound an upper bound of the exact p-value, without underflow
     * @param normalLog10P base-10 logarithm of the tail of the normal law with the same variance: asymptotic, for comparison
     * @param effectiveNumber how many observations of equal weight would be as uneven: {@code (sum a)^2 / sum a^2}
     */
    public record Result(
            PermutationTest.Result permutation, TestResult bound, double normalLog10P, double effectiveNumber) {}
}
