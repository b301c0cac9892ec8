package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EProcess;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RankLaw;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.Verdict;

/**
 * The palimpsestic query test of Kuditipudi et al. (2025, section 4.2 and equation 2): Spearman's correlation between
 * the position of a document in the training order and its log-likelihood under the suspect, minus the reference's
 * where there is one. Positive means that later text is likelier.
 *
 * <p>H0: the suspect's weights are independent of the order, given the reference. If the order was drawn uniformly at
 * random, the permutation p-value and the e-value are exact under H0 for any models and any text; the p-value of the
 * t law is asymptotic and optimistic far out in the tail, so verdicts rest on the other two. Rejection speaks of the
 * <em>order</em>: whoever trained on the same order, or briefly on the transcript in that order, rejects as well.
 *
 * <p>Cost: O(n log n) for the correlation, O(B n) for B permutations.
 */
public final class QueryTest {
    private static final double POWER = 0.9;
    private static final QueryTest DEFAULTS =
            new QueryTest(Alternative.GREATER, 9_999, 0, 0.01, Randomisation.UNVERIFIED);

    private final Alternative alternative;
    private final int permutations;
    private final long seed;
    private final double alpha;
    private final Randomisation randomisation;

    private QueryTest(Alternative alternative, int permutations, long seed, double alpha, Randomisation randomisation) {
        this.alternative = alternative;
        this.permutations = permutations;
        this.seed = seed;
        this.alpha = alpha;
        this.randomisation = randomisation;
    }

    /**
     * One-sided towards later text being likelier, 9,999 permutations, seed 0, level 0.01, randomisation unverified.
     *
     * @return the test
     */
    public static QueryTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets the alternative.
     *
     * @param chosen side of the test
     * @return a new test
     */
    public QueryTest with(Alternative chosen) {
        return new QueryTest(chosen, permutations, seed, alpha, randomisation);
    }

    /**
     * Sets what is known of how the order was drawn.
     *
     * @param chosen state of the randomisation
     * @return a new test
     */
    public QueryTest with(Randomisation chosen) {
        return new QueryTest(alternative, permutations, seed, alpha, chosen);
    }

    /**
     * Sets the number of permutations.
     *
     * @param count at least 1; the smallest p-value is 1 / (1 + count)
     * @return a new test
     */
    public QueryTest withPermutations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("permutations must be at least 1, got " + count);
        }
        return new QueryTest(alternative, count, seed, alpha, randomisation);
    }

    /**
     * Sets the seed of permutations and of the breaking of ties between positions.
     *
     * @param chosen any number, fixed before the data are seen
     * @return a new test
     */
    public QueryTest withSeed(long chosen) {
        return new QueryTest(alternative, permutations, chosen, alpha, randomisation);
    }

    /**
     * Sets the level of the verdict.
     *
     * @param level in (0, 1)
     * @return a new test
     */
    public QueryTest withAlpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + level);
        }
        return new QueryTest(alternative, permutations, seed, level, randomisation);
    }

    /**
     * What the test found.
     *
     * @param n rows tested
     * @param dropped rows left out for a missing or non-finite number
     * @param statistic Spearman's correlation of position with log-likelihood (minus the reference's)
     * @param alternative side of the test
     * @param p asymptotic p-value on that side
     * @param log10P its base-10 logarithm, free of underflow
     * @param twoSidedLog10P base-10 logarithm of the two-sided p-value, I_{1-rho²}((n-2)/2, 1/2)
     * @param saddlePointLog10P base-10 logarithm of the p-value of the permutation law itself, on that side: exact for few
     *     rows, else by its saddle point; {@code log10P} minus this says by how many decades the t law is off
     * @param permutationP exact p-value (1 + b) / (1 + B) on the same side
     * @param permutations B
     * @param log10E base-10 logarithm of the final wealth of the matched-pair e-process
     * @param verdict in the words of the command line
     * @param detectable smallest correlation that the test finds at its level with power 0.9; NaN for 3 rows
     * @param nullStatistics the statistic under every permutation
     * @param log10Wealth wealth after every pair
     */
    @SuppressWarnings("ArrayRecordComponent") // thousands of numbers for plots
    public record Result(
            int n,
            int dropped,
            double statistic,
            Alternative alternative,
            double p,
            double log10P,
            double twoSidedLog10P,
            double saddlePointLog10P,
            double permutationP,
            int permutations,
            double log10E,
            Verdict verdict,
            double detectable,
            double[] nullStatistics,
            double[] log10Wealth) {}

    /**
     * Tests without a reference.
     *
     * @param positions places in the training order; larger is later
     * @param logLikelihoods of the documents under the suspect, higher = likelier (for losses, their negatives)
     * @return the result
     * @throws IllegalArgumentException if lengths differ, fewer than 3 rows are left, or a column is constant
     */
    public Result test(double[] positions, double[] logLikelihoods) {
        return run(positions, logLikelihoods, null);
    }

    /**
     * Tests given a reference.
     *
     * @param positions places in the training order; larger is later
     * @param logLikelihoods of the documents under the suspect
     * @param reference of the documents under a model that is independent of the order
     * @return the result; a significant opposite sign is {@link Verdict#CONFOUNDED}: the reference depends on the order
     * @throws IllegalArgumentException if lengths differ, fewer than 3 rows are left, or a column is constant
     */
    public Result test(double[] positions, double[] logLikelihoods, double[] reference) {
        return run(positions, logLikelihoods, reference);
    }

    private Result run(double[] positions, double[] logLikelihoods, double @Nullable [] reference) {
        requireSameLength(positions.length, logLikelihoods.length, "log-likelihoods");
        if (reference != null) {
            requireSameLength(positions.length, reference.length, "reference log-likelihoods");
        }
        double[] scores = new double[positions.length];
        Arrays.setAll(scores, i -> logLikelihoods[i] - (reference == null ? 0 : reference[i]));
        int[] kept = IntStream.range(0, scores.length)
                .filter(i -> Double.isFinite(positions[i]) && Double.isFinite(scores[i]))
                .toArray();
        if (kept.length < 3) {
            throw new IllegalArgumentException("the query test needs at least 3 rows with finite numbers, got "
                    + kept.length + " (" + (positions.length - kept.length) + " dropped)");
        }
        int[] rows = canonical(kept, positions, scores);
        double[] x = IntStream.of(rows).mapToDouble(i -> positions[i]).toArray();
        double[] y = IntStream.of(rows).mapToDouble(i -> scores[i]).toArray();
        requireVaried(x, "positions");
        requireVaried(y, "scores");
        return evaluate(x, y, positions.length - kept.length, reference != null);
    }

    private Result evaluate(double[] x, double[] y, int dropped, boolean referenced) {
        TestResult tail = SpearmanTest.withDefaults()
                .with(alternative)
                .with(RankLaw.STUDENT_T)
                .test(x, y);
        PermutationTest permutation =
                PermutationTest.withDefaults().withPermutations(permutations).withSeed(seed);
        PermutationTest.Result exact = permutation.with(alternative).spearman(x, y);
        EProcess.Result wealth = EProcess.withDefaults().with(alternative).matchedPairs(inOrder(x, y));
        return new Result(
                x.length,
                dropped,
                tail.statistic(),
                alternative,
                tail.pValue(),
                tail.log10PValue(),
                SpearmanTest.log10TwoSidedP(tail.statistic(), x.length),
                SpearmanTest.withDefaults().with(alternative).test(x, y).log10PValue(),
                exact.test().pValue(),
                permutations,
                wealth.log10E(),
                verdict(exact, x.length, referenced),
                detectable(x.length),
                exact.nullStatistics(),
                wealth.log10Wealth());
    }

    /** Fewer than four rows find no correlation, however strong. */
    private double detectable(int n) {
        return n < 4 ? Double.NaN : PowerPlan.minimumDetectableCorrelation(n, alpha, POWER);
    }

    /** The smallest p-value that B permutations of n rows can give: one order of n!, or one draw more than B. */
    private double smallestLog10P(int n) {
        double orders = IntStream.rangeClosed(2, n).mapToDouble(Math::log10).sum();
        double sides = alternative == Alternative.TWO_SIDED ? Math.log10(2) : 0;
        return Math.max(-Math.log10(1.0 + permutations), sides - orders);
    }

    private Verdict verdict(PermutationTest.Result exact, int n, boolean referenced) {
        if (referenced && alternative != Alternative.TWO_SIDED && opposite(exact) <= alpha) {
            return Verdict.CONFOUNDED;
        }
        return Verdict.of(exact.test().log10PValue(), smallestLog10P(n), alpha, randomisation);
    }

    /** Permutation p-value of the other side, from the same draws. */
    private double opposite(PermutationTest.Result exact) {
        double observed = exact.test().statistic();
        double sign = alternative == Alternative.GREATER ? 1 : -1;
        long beyond = Arrays.stream(exact.nullStatistics())
                .filter(s -> sign * s <= sign * observed)
                .count();
        return (1.0 + beyond) / (1.0 + permutations);
    }

    /** Rows by position, then score: permutations and ties are drawn over this order, whatever order the rows came in. */
    private static int[] canonical(int[] rows, double[] positions, double[] scores) {
        return IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> positions[i] + 0.0)
                        .thenComparingDouble(i -> scores[i] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Scores from the earliest to the latest position; equal positions in an order drawn without sight of scores. */
    private double[] inOrder(double[] positions, double[] scores) {
        int[] shuffled = RandomStream.permutation(positions.length, RandomStream.of(seed, "ties between positions"));
        Integer[] order = IntStream.of(shuffled).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> positions[i] + 0.0));
        return Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    }

    private static void requireSameLength(int expected, int actual, String name) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    name + " must be as many as positions, got " + actual + " and " + expected);
        }
    }

    private static void requireVaried(double[] values, String name) {
        if (Arrays.stream(values).allMatch(v -> v == values[0])) {
            throw new IllegalArgumentException(name + " must not all be equal, got " + values[0] + " everywhere");
        }
    }
}
