package org.palimpsest.provenance.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EProcess;
import org.palimpsest.stats.PermutationTest;
import org.palimpsest.stats.PositionScores;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RankLaw;
import org.palimpsest.stats.SpearmanTest;
import org.palimpsest.stats.StratifiedRankTest;
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
    private static final QueryTest DEFAULTS = new QueryTest(
            new Settings(Alternative.GREATER, PositionScores.RANK, 9_999, 0, 0.01, Randomisation.UNVERIFIED));

    private final Settings settings;

    private QueryTest(Settings settings) {
        this.settings = settings;
    }

    private record Settings(
            Alternative alternative,
            PositionScores scores,
            int permutations,
            long seed,
            double alpha,
            Randomisation randomisation) {}

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
        return new QueryTest(new Settings(
                chosen, settings.scores, settings.permutations, settings.seed, settings.alpha, settings.randomisation));
    }

    /**
     * Sets how much a place in the order counts. The permutation p-value is exact for all choices, made before the data are seen.
     *
     * @param chosen equal steps, or convex scores for memories that fade
     * @return a new test
     */
    public QueryTest with(PositionScores chosen) {
        return new QueryTest(new Settings(
                settings.alternative,
                chosen,
                settings.permutations,
                settings.seed,
                settings.alpha,
                settings.randomisation));
    }

    /**
     * Sets what is known of how the order was drawn.
     *
     * @param chosen state of the randomisation
     * @return a new test
     */
    public QueryTest with(Randomisation chosen) {
        return new QueryTest(new Settings(
                settings.alternative, settings.scores, settings.permutations, settings.seed, settings.alpha, chosen));
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
        return new QueryTest(new Settings(
                settings.alternative, settings.scores, count, settings.seed, settings.alpha, settings.randomisation));
    }

    /**
     * Sets the seed of permutations and of the breaking of ties between positions.
     *
     * @param chosen any number, fixed before the data are seen
     * @return a new test
     */
    public QueryTest withSeed(long chosen) {
        return new QueryTest(new Settings(
                settings.alternative,
                settings.scores,
                settings.permutations,
                chosen,
                settings.alpha,
                settings.randomisation));
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
        return new QueryTest(new Settings(
                settings.alternative,
                settings.scores,
                settings.permutations,
                settings.seed,
                level,
                settings.randomisation));
    }

    /**
     * What the test found.
     *
     * @param n rows tested
     * @param dropped rows left out for a missing or non-finite number
     * @param statistic the correlation of position with log-likelihood (minus the reference's): Spearman's, or of the scores of the
     *     position with the rank; with strata the mean correlation inside them, {@code z / sqrt(n - strata)}
     * @param alternative side of the test
     * @param p asymptotic p-value on that side
     * @param log10P its base-10 logarithm, free of underflow
     * @param twoSidedLog10P base-10 logarithm of the two-sided p-value, I_{1-rho²}((n-2)/2, 1/2)
     * @param saddlePointLog10P base-10 logarithm of the p-value of the permutation law itself, on that side: exact for few
     *     rows, else by its saddle point; {@code log10P} minus this says by how many decades the t law is off
     * @param permutationP exact p-value (1 + b) / (1 + B) on the same side
     * @param oppositeP the same for the other side; the verdict is confounded where a reference is used and it is significant
     * @param permutations B
     * @param strata within which orders were permuted; 1 for a test of all rows together
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
            double oppositeP,
            int permutations,
            int strata,
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

    /**
     * Tests rows, in strata where they have them.
     *
     * @param data the rows
     * @return the result
     * @throws IllegalArgumentException if fewer than 3 rows are left, a column is constant, or no stratum holds two rows that differ
     */
    public Result test(QueryData data) {
        double[] positions = data.positions();
        double[] scores = data.scores();
        int[] kept = IntStream.range(0, scores.length)
                .filter(i -> Double.isFinite(positions[i]) && Double.isFinite(scores[i]))
                .toArray();
        if (kept.length < 3) {
            throw new IllegalArgumentException("the query test needs at least 3 rows with finite numbers, got "
                    + kept.length + " (" + (positions.length - kept.length) + " dropped)");
        }
        QueryData finite = data.rows(kept);
        requireVaried(finite.positions(), "positions");
        requireVaried(finite.scores(), "scores");
        QueryData rows = finite.rows(CanonicalRows.of(finite.positions(), finite.scores()));
        return evaluate(rows, positions.length - kept.length);
    }

    private Result run(double[] positions, double[] logLikelihoods, double @Nullable [] reference) {
        QueryData.requireSameLength(positions.length, logLikelihoods.length, "log-likelihoods");
        if (reference != null) {
            QueryData.requireSameLength(positions.length, reference.length, "reference log-likelihoods");
        }
        double[] scores = new double[positions.length];
        Arrays.setAll(scores, i -> logLikelihoods[i] - (reference == null ? 0 : reference[i]));
        return test(new QueryData(positions, scores, null, reference != null));
    }

    private Result evaluate(QueryData rows, int dropped) {
        int[] labels = rows.strata();
        int strata = labels == null ? 1 : (int) IntStream.of(labels).distinct().count();
        int n = rows.scores().length;
        Laws laws = labels == null ? together(rows) : inStrata(rows, labels, strata);
        QueryData inOrder = rows.rows(CanonicalRows.inOrder(rows.positions(), settings.seed));
        int[] orderedLabels = inOrder.strata();
        EProcess betting = EProcess.withDefaults().with(settings.alternative);
        EProcess.Result wealth = orderedLabels == null
                ? betting.matchedPairs(inOrder.scores())
                : betting.matchedPairs(inOrder.scores(), orderedLabels);
        double[] nullStatistics = laws.exact.nullStatistics();
        double opposite = opposite(laws.exact.test().statistic(), nullStatistics);
        return new Result(
                n,
                dropped,
                laws.statistic,
                settings.alternative,
                laws.tail.pValue(),
                laws.tail.log10PValue(),
                laws.twoSidedLog10P,
                laws.saddle.log10PValue(),
                laws.exact.test().pValue(),
                opposite,
                settings.permutations,
                strata,
                wealth.log10E(),
                verdict(laws, opposite, smallestLog10P(n, labels), rows.referenced()),
                detectable(n - strata + 1),
                nullStatistics,
                wealth.log10Wealth());
    }

    /** The laws of one statistic. */
    private record Laws(
            double statistic,
            TestResult tail,
            TestResult saddle,
            double twoSidedLog10P,
            PermutationTest.Result exact) {}

    private Laws together(QueryData rows) {
        double[] x = rows.positions();
        double[] y = rows.scores();
        SpearmanTest test =
                SpearmanTest.withDefaults().with(settings.alternative).with(settings.scores);
        TestResult tail = test.with(RankLaw.STUDENT_T).test(x, y);
        PermutationTest.Result exact =
                permutationTest().with(settings.alternative).spearman(x, y, settings.scores);
        double twoSided = SpearmanTest.log10TwoSidedP(tail.statistic(), x.length);
        return new Laws(tail.statistic(), tail, test.test(x, y), twoSided, exact);
    }

    private Laws inStrata(QueryData rows, int[] strata, int count) {
        double[] x = rows.positions();
        double[] y = rows.scores();
        StratifiedRankTest test =
                StratifiedRankTest.withDefaults().with(settings.alternative).with(settings.scores);
        TestResult tail = test.test(x, y, strata);
        PermutationTest.Result exact = test.permutation(x, y, strata, permutationTest());
        double twoSided = test.with(Alternative.TWO_SIDED).test(x, y, strata).log10PValue();
        double correlation = tail.statistic() / Math.sqrt(Math.max(1, x.length - count));
        return new Laws(correlation, tail, tail, twoSided, exact);
    }

    private PermutationTest permutationTest() {
        return PermutationTest.withDefaults()
                .withPermutations(settings.permutations)
                .withSeed(settings.seed);
    }

    /** Fewer than four rows find no correlation, however strong. */
    private double detectable(int n) {
        return detectable(n, settings.alpha);
    }

    static double detectable(long n, double alpha) {
        return n < 4 ? Double.NaN : PowerPlan.minimumDetectableCorrelation(n, alpha, POWER);
    }

    /** The smallest p-value that B permutations of n rows can give: one order of all, or one draw more than B. */
    private double smallestLog10P(int n, int @Nullable [] strata) {
        double orders = 0;
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int i = 0; i < n; i++) {
            orders += Math.log10(strata == null ? i + 1 : sizes.merge(strata[i], 1, Integer::sum));
        }
        double sides = settings.alternative == Alternative.TWO_SIDED ? Math.log10(2) : 0;
        return Math.min(0, Math.max(-Math.log10(1.0 + settings.permutations), sides - orders));
    }

    private Verdict verdict(Laws laws, double opposite, double smallest, boolean referenced) {
        return verdict(
                settings.alternative,
                laws.statistic,
                laws.exact.test().pValue(),
                opposite,
                smallest,
                referenced,
                settings.alpha,
                settings.randomisation);
    }

    /**
     * Evidence is that later text is likelier. A significant opposite sign under a reference is what a reference makes that has
     * seen the order; without one it is nothing that training leaves behind.
     */
    static Verdict verdict(
            Alternative alternative,
            double statistic,
            double permutationP,
            double opposite,
            double smallest,
            boolean referenced,
            double alpha,
            Randomisation randomisation) {
        boolean turned = alternative == Alternative.TWO_SIDED && statistic < 0;
        double wrongP = turned ? permutationP : opposite;
        boolean sided = alternative != Alternative.TWO_SIDED;
        if (referenced && (sided || turned) && wrongP <= alpha) {
            return Verdict.CONFOUNDED;
        }
        double log10P = turned ? 0 : Math.log10(permutationP);
        return Verdict.of(log10P, smallest, alpha, randomisation);
    }

    private double opposite(double observed, double[] nullStatistics) {
        return opposite(settings.alternative, observed, nullStatistics);
    }

    /** Permutation p-value of the other side, from the same draws; two-sided, of the lower side. */
    static double opposite(Alternative alternative, double observed, double[] nullStatistics) {
        double sign = alternative == Alternative.LESS ? -1 : 1;
        long beyond = Arrays.stream(nullStatistics)
                .filter(s -> sign * s <= sign * observed)
                .count();
        return (1.0 + beyond) / (1.0 + nullStatistics.length);
    }

    private static void requireVaried(double[] values, String name) {
        if (Arrays.stream(values).allMatch(v -> v == values[0])) {
            throw new IllegalArgumentException(name + " must not all be equal, got " + values[0] + " everywhere");
        }
    }
}
