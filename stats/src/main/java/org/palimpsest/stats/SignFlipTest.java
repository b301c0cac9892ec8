package org.palimpsest.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The sign-flip test of paired differences.
 *
 * <p>H0: given the magnitudes |d_i|, every sign is a fair coin, independent of the others, as when one of two exchangeable
 * versions was drawn for publication in each pair. No normality is assumed; but the differences must be symmetric about 0: a
 * mean of 0 is not enough. The p-value is the share of the 2^n signings at least as extreme as the observed one:
 *
 * <ul>
 *   <li>exact from the law of the weighted sum of coins where magnitudes are ranks or whole numbers and the law is not too long;
 *   <li>exact by counting all signings for up to {@value #MOST_COUNTED} differences other than 0;
 *   <li>else {@code (1 + b) / (1 + B)} over B random signings, valid at every n, never below 1/(1+B).
 * </ul>
 *
 * <p>Ties between signings count against the evidence. A difference of 0 adds nothing to a mean; among signed ranks it counts
 * as a sign against the alternative (ranks as Pratt 1959), which keeps P(p &le; a) &le; a. Two-sided p-values double the
 * smaller one-sided one. Random signings are drawn in a fixed number of blocks with a stream each, so a result depends on the
 * seed and never on the number of processors.
 */
public final class SignFlipTest {
    /** Most differences for which all signings are counted. */
    static final int MOST_COUNTED = 40;
    /** Up to here counting is faster than the law of a sum. */
    private static final int FEW = 24;

    private static final int BLOCKS = 64;
    private static final double TIE_TOLERANCE = 1e-12;
    /** Most additions spent on the law of a sum of whole numbers. */
    private static final double MOST_ADDITIONS = 4e8;

    private static final String NULL = "given the magnitudes, the signs of the differences are independent fair coins";
    private static final SignFlipTest DEFAULTS = new SignFlipTest(Alternative.TWO_SIDED, Statistic.MEAN, 9_999, 0);

    private final Alternative alternative;
    private final Statistic statistic;
    private final int flips;
    private final long seed;

    private SignFlipTest(Alternative alternative, Statistic statistic, int flips, long seed) {
        this.alternative = alternative;
        this.statistic = statistic;
        this.flips = flips;
        this.seed = seed;
    }

    /** What is summed over the differences, with their signs. */
    public enum Statistic {
        /** The mean difference. */
        MEAN,
        /** The sum of signed mid-ranks of the magnitudes (Wilcoxon 1945): robust against heavy tails. */
        SIGNED_RANK
    }

    /** The two-sided test of the mean with 9,999 random signings, where they are needed, and seed 0. */
    public static SignFlipTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen greater means that positive differences are evidence
     */
    public SignFlipTest with(Alternative chosen) {
        return new SignFlipTest(chosen, statistic, flips, seed);
    }

    /**
     * The same test with another statistic.
     *
     * @param chosen mean or signed ranks; to be fixed before the data are seen
     */
    public SignFlipTest with(Statistic chosen) {
        return new SignFlipTest(alternative, chosen, flips, seed);
    }

    /**
     * The same test with another number of random signings.
     *
     * @param count B, at least 1
     * @throws IllegalArgumentException if count is below 1
     */
    public SignFlipTest withFlips(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("flips must be at least 1, got " + count);
        }
        return new SignFlipTest(alternative, statistic, count, seed);
    }

    /**
     * The same test with other random numbers.
     *
     * @param chosen any number
     */
    public SignFlipTest withSeed(long chosen) {
        return new SignFlipTest(alternative, statistic, flips, chosen);
    }

    /**
     * Tests differences. The statistic is their mean, or the sum of signed ranks; n is their number. At most a second or so for
     * exact p-values, O(n B) for random signings.
     *
     * @param differences finite numbers, at least one; if all are 0, p is 1
     * @throws IllegalArgumentException if there is no difference or one is not finite
     */
    public TestResult test(double[] differences) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("differences must hold at least 1 value, got 0");
        }
        Scores.requireFinite("differences", differences);
        double[] weights = weights(differences);
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < weights.length; i++) {
            positive += differences[i] > 0 ? weights[i] : 0;
            negative += differences[i] < 0 ? weights[i] : 0;
        }
        double observed = statistic == Statistic.MEAN ? mean(differences) : positive - negative;
        double target = switch (alternative) {
            case GREATER -> positive;
            case LESS -> negative;
            case TWO_SIDED -> Math.max(positive, negative);
        };
        OneTail tail = tail(weights, target);
        return tail.result(NULL, observed, alternative, differences.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).map(value -> value / values.length).sum();
    }

    private double[] weights(double[] differences) {
        double[] magnitudes = Arrays.stream(differences).map(Math::abs).toArray();
        if (statistic == Statistic.SIGNED_RANK) {
            return MidRanks.of(magnitudes);
        }
        double largest = Arrays.stream(magnitudes).max().orElseThrow();
        // Only ratios matter; sums of huge or tiny values must neither overflow nor vanish.
        double unit = largest > 1e290 || largest < 1e-290 ? Math.max(largest, Double.MIN_NORMAL) : 1;
        return Arrays.stream(magnitudes).map(value -> value / unit).toArray();
    }

    /** P(sum of weights with a positive sign &ge; target), by the first way that is possible. */
    private OneTail tail(double[] weights, double target) {
        double[] moving = Arrays.stream(weights).filter(weight -> weight > 0).toArray();
        if (target <= 0) {
            return OneTail.ofShare(1, PValueMethod.EXACT);
        }
        double total = Arrays.stream(moving).sum();
        double tied = target - TIE_TOLERANCE * total;
        if (moving.length <= FEW) {
            return OneTail.ofShare(SubsetSums.shareAtLeast(moving, tied), PValueMethod.EXACT);
        }
        double unit = statistic == Statistic.SIGNED_RANK ? 0.5 : 1;
        boolean whole = Arrays.stream(moving).allMatch(weight -> Math.rint(weight / unit) == weight / unit);
        if (whole && total / unit * moving.length <= MOST_ADDITIONS) {
            int[] steps = Arrays.stream(moving)
                    .mapToInt(weight -> (int) (weight / unit))
                    .toArray();
            return OneTail.ofLog(BernoulliSum.logUpperTail(steps, (long) (target / unit)), PValueMethod.EXACT);
        }
        if (moving.length <= MOST_COUNTED) {
            return OneTail.ofShare(SubsetSums.shareAtLeast(moving, tied), PValueMethod.EXACT);
        }
        return OneTail.ofShare((1.0 + exceedances(moving, tied)) / (1.0 + flips), PValueMethod.PERMUTATION);
    }

    private long exceedances(double[] weights, double target) {
        return IntStream.range(0, BLOCKS)
                .parallel()
                .mapToLong(block -> {
                    RandomGenerator random = RandomStream.of(seed, "sign-flip/" + block);
                    long from = (long) flips * block / BLOCKS;
                    long to = (long) flips * (block + 1) / BLOCKS;
                    long count = 0;
                    for (long i = from; i < to; i++) {
                        count += randomSum(weights, random) >= target ? 1 : 0;
                    }
                    return count;
                })
                .sum();
    }

    private static double randomSum(double[] weights, RandomGenerator random) {
        double sum = 0;
        long bits = 0;
        for (int i = 0; i < weights.length; i++) {
            bits = i % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
            sum += weights[i] * (bits & 1);
        }
        return sum;
    }
}
