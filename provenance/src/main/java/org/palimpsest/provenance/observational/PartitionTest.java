package org.palimpsest.provenance.observational;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.PValueMethod;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.StratifiedRankTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;
import org.palimpsest.stats.WeightedOrderTest;

/**
 * The partition test of Kuditipudi et al. (2025, section 4.3.1): whether text of the suspect has more in common with what was
 * trained on late. Every unit (a step, or a document) has the weight that the text gives to its documents
 * ({@link TextMatching}); the test compares weight with time.
 *
 * <p>H0: the text is independent of the order in which the units were trained on. If that order was drawn uniformly at random,
 * given text and units every assignment of the times to the units (of a stratum) is equally likely. The weights are a function
 * of text and units alone, so permuting the times gives the exact law, whatever the weights: ties, repeats in the text, and one
 * document that has them all cost power, never validity. Beside the permutation p-value stands a tail in log space: the saddle
 * point of the permutation law for Spearman's rho, an upper bound of the exact p-value for the mean.
 *
 * <p><b>Check of the draw.</b> Under a random order the sizes of units cannot follow time. They are tested the same way, at
 * {@value #SIZE_LEVEL} two-sided; if they do, the verdict is {@link Verdict#CONFOUNDED}: batches grew, or a curriculum sorted by
 * length. A significant opposite sign is {@link Verdict#CONFOUNDED} too: whatever is earlier matches better, which no recent
 * memory explains.
 *
 * <p>Cost: O(n) for each of B permutations of n units.
 */
public final class PartitionTest {
    private static final String NULL_SIZES = "the sizes of units are independent of their order";

    /** Level at which sizes that follow time refute the draw. */
    public static final double SIZE_LEVEL = 0.001;

    private static final double POWER = 0.9;
    /** Statistics this close, relative to their size, are tied. */
    private static final double TIE = 1e-12;

    private static final PartitionTest DEFAULTS = new PartitionTest(
            PartitionStatistic.SPEARMAN, Alternative.GREATER, 9_999, 0, 0.01, Randomisation.UNVERIFIED);

    private final PartitionStatistic statistic;
    private final Alternative alternative;
    private final int permutations;
    private final long seed;
    private final double alpha;
    private final Randomisation randomisation;

    private PartitionTest(
            PartitionStatistic statistic,
            Alternative alternative,
            int permutations,
            long seed,
            double alpha,
            Randomisation randomisation) {
        this.statistic = statistic;
        this.alternative = alternative;
        this.permutations = permutations;
        this.seed = seed;
        this.alpha = alpha;
        this.randomisation = randomisation;
    }

    /**
     * Spearman's rho, one-sided towards later text matching better, 9,999 permutations, seed 0, level 0.01, randomisation
     * unverified.
     *
     * @return the test
     */
    public static PartitionTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets the statistic.
     *
     * @param chosen Spearman's rho or the mean
     * @return a new test
     */
    public PartitionTest with(PartitionStatistic chosen) {
        return new PartitionTest(chosen, alternative, permutations, seed, alpha, randomisation);
    }

    /**
     * Sets the alternative.
     *
     * @param chosen side of the test
     * @return a new test
     */
    public PartitionTest with(Alternative chosen) {
        return new PartitionTest(statistic, chosen, permutations, seed, alpha, randomisation);
    }

    /**
     * Sets what is known of how the order was drawn.
     *
     * @param chosen state of the randomisation
     * @return a new test
     */
    public PartitionTest with(Randomisation chosen) {
        return new PartitionTest(statistic, alternative, permutations, seed, alpha, chosen);
    }

    /**
     * Sets the number of permutations.
     *
     * @param count at least 1; the smallest p-value is 1 / (1 + count)
     * @return a new test
     */
    public PartitionTest withPermutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new PartitionTest(statistic, alternative, count, seed, alpha, randomisation);
    }

    /**
     * Sets the seed of the permutations.
     *
     * @param chosen any number, fixed before the data are seen
     * @return a new test
     */
    public PartitionTest withSeed(long chosen) {
        return new PartitionTest(statistic, alternative, permutations, chosen, alpha, randomisation);
    }

    /**
     * Sets the level of the verdict.
     *
     * @param level in (0, 1)
     * @return a new test
     */
    public PartitionTest withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + level);
        }
        return new PartitionTest(statistic, alternative, permutations, seed, level, randomisation);
    }

    /**
     * What the test found.
     *
     * @param units tested
     * @param strata of units
     * @param matchedUnits units with any weight
     * @param effectiveUnits how many units of equal weight would be as uneven; where it is small, few documents decide
     * @param correlation Spearman's rho of weight and time over all units
     * @param meanStep the mean of the steps, weighted
     * @param expectedMeanStep its mean under H0
     * @param tail the statistic with its p-value in log space: saddle point or exact, or for the mean an upper bound
     * @param permutation the exact test, by permutations
     * @param normalLog10P base-10 logarithm of the normal tail of the mean, for comparison; it is wrong where few units decide
     * @param sizes whether the sizes of the units follow time, two-sided
     * @param verdict in the words of the command line
     * @param detectable smallest correlation that Spearman's rho finds at its level with power 0.9; NaN for 3 units
     */
    public record Result(
            int units,
            int strata,
            int matchedUnits,
            double effectiveUnits,
            double correlation,
            double meanStep,
            double expectedMeanStep,
            TestResult tail,
            PermutationTest.Result permutation,
            double normalLog10P,
            TestResult sizes,
            Verdict verdict,
            double detectable) {}

    /**
     * Tests weights of documents.
     *
     * @param units what was shuffled
     * @param documentWeights one for each document of the corpus, at least 0, from the text alone
     * @return the result
     * @throws IllegalArgumentException if there are fewer than 3 units, all times are equal, or all weights are
     */
    public Result test(TrainingUnits units, double[] documentWeights) {
        double[] weights = units.sum(documentWeights);
        double[] times = units.times();
        if (times.length < 3) {
            throw new IllegalArgumentException(
                    "the partition test needs at least 3 units with a step, got " + times.length);
        }
        requireVaried(times, "all " + times.length + " units have the same step");
        if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException(
                    "the text has no match that counts in any document with a step; give more text or shorter matches");
        }
        requireVaried(weights, "all " + times.length + " units have the same weight");
        return evaluate(units, times, weights);
    }

    private static void requireVaried(double[] values, String message) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            throw new IllegalArgumentException(message + ", so nothing can follow the order");
        }
    }

    private Result evaluate(TrainingUnits units, double[] times, double[] weights) {
        int[] strata = units.strata();
        int count = (int) Arrays.stream(strata).distinct().count();
        PermutationTest orders = PermutationTest.withDefaults()
                .withPermutations(permutations)
                .withSeed(seed)
                .with(PermutationTest.Orders.ALL_IF_FEW);
        WeightedOrderTest mean = WeightedOrderTest.withDefaults().with(alternative);
        boolean byMean = statistic == PartitionStatistic.MEAN;
        WeightedOrderTest.Result weighted = mean.with(
                        byMean ? orders : orders.withPermutations(1).with(PermutationTest.Orders.RANDOM))
                .test(times, weights, strata);
        TestResult tail = byMean ? weighted.bound() : ranked(alternative, times, weights, strata, count);
        PermutationTest.Result permutation =
                byMean ? weighted.permutation() : permuted(orders, times, weights, strata, count);
        TestResult sizes = sizes(times, units.sizes(), strata, count);
        return new Result(
                times.length,
                count,
                (int) Arrays.stream(weights).filter(weight -> weight > 0).count(),
                weighted.effectiveNumber(),
                SpearmanTest.correlation(times, weights),
                meanStep(times, weights),
                expected(times, weights, strata),
                tail,
                permutation,
                weighted.normalLog10P(),
                sizes,
                verdict(permutation, sizes),
                times.length < 4 ? Double.NaN : PowerPlan.minimumDetectableCorrelation(times.length, alpha, POWER));
    }

    private static TestResult ranked(Alternative side, double[] times, double[] weights, int[] strata, int count) {
        return count == 1
                ? SpearmanTest.withDefaults().with(side).test(times, weights)
                : StratifiedRankTest.withDefaults().with(side).test(times, weights, strata);
    }

    private PermutationTest.Result permuted(
            PermutationTest orders, double[] times, double[] weights, int[] strata, int count) {
        return count == 1
                ? orders.with(alternative).spearman(times, weights)
                : StratifiedRankTest.withDefaults().with(alternative).permutation(times, weights, strata, orders);
    }

    /** Sizes that do not vary cannot follow time. */
    private static TestResult sizes(double[] times, double[] sizes, int[] strata, int count) {
        if (varyTogether(times, sizes, strata)) {
            TestResult found = ranked(Alternative.TWO_SIDED, times, sizes, strata, count);
            return TestResult.ofLog10P(
                    NULL_SIZES, found.statistic(), found.log10PValue(), found.alternative(), found.method(), found.n());
        }
        return TestResult.ofLog10P(NULL_SIZES, 0, 0, Alternative.TWO_SIDED, PValueMethod.EXACT, times.length);
    }

    /** Whether both vary inside a stratum. */
    private static boolean varyTogether(double[] times, double[] sizes, int[] strata) {
        int labels = Arrays.stream(strata).max().orElseThrow() + 1;
        int[] first = new int[labels];
        Arrays.fill(first, -1);
        boolean[] time = new boolean[labels];
        boolean[] size = new boolean[labels];
        for (int i = 0; i < times.length; i++) {
            int s = strata[i];
            first[s] = first[s] < 0 ? i : first[s];
            time[s] |= times[i] != times[first[s]];
            size[s] |= sizes[i] != sizes[first[s]];
        }
        return IntStream.range(0, labels).anyMatch(s -> time[s] && size[s]);
    }

    private static double meanStep(double[] times, double[] weights) {
        double total = Arrays.stream(weights).sum();
        return IntStream.range(0, times.length)
                .mapToDouble(i -> times[i] * (weights[i] / total))
                .sum();
    }

    /** The mean of the steps if weights stay in their strata. */
    private static double expected(double[] times, double[] weights, int[] strata) {
        int labels = Arrays.stream(strata).max().orElseThrow() + 1;
        double[] time = new double[labels];
        double[] weight = new double[labels];
        int[] members = new int[labels];
        for (int i = 0; i < times.length; i++) {
            time[strata[i]] += times[i];
            weight[strata[i]] += weights[i];
            members[strata[i]]++;
        }
        double total = Arrays.stream(weights).sum();
        return IntStream.range(0, labels)
                .filter(s -> members[s] > 0)
                .mapToDouble(s -> time[s] / members[s] * (weight[s] / total))
                .sum();
    }

    private Verdict verdict(PermutationTest.Result permutation, TestResult sizes) {
        boolean refuted = sizes.log10PValue() <= Math.log10(SIZE_LEVEL);
        if (refuted || (alternative != Alternative.TWO_SIDED && opposite(permutation) <= alpha)) {
            return Verdict.CONFOUNDED;
        }
        return Verdict.of(permutation.test().log10PValue(), smallestLog10P(permutation), alpha, randomisation);
    }

    /** The p-value of the most extreme of the orders that were looked at; with few weighty units many orders share it. */
    private double smallestLog10P(PermutationTest.Result permutation) {
        double observed = evidence(permutation.test().statistic());
        double highest =
                Arrays.stream(permutation.nullStatistics()).map(this::evidence).reduce(observed, Math::max);
        double slack = TIE * Math.abs(highest);
        long ties = Arrays.stream(permutation.nullStatistics())
                .filter(value -> evidence(value) >= highest - slack)
                .count();
        long own = observed >= highest - slack || ties == 0 ? 1 : 0;
        return Math.log10((ties + own) / (1.0 + permutation.permutations()));
    }

    private double evidence(double value) {
        return switch (alternative) {
            case GREATER -> value;
            case LESS -> -value;
            case TWO_SIDED -> Math.abs(value);
        };
    }

    /** The p-value of the other side, from the same orders. */
    private double opposite(PermutationTest.Result permutation) {
        double observed = evidence(permutation.test().statistic());
        double slack = TIE * Math.abs(observed);
        long lower = Arrays.stream(permutation.nullStatistics())
                .filter(value -> evidence(value) <= observed + slack)
                .count();
        return (1.0 + lower) / (1.0 + permutation.permutations());
    }
}
