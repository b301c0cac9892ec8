package org.palimpsest.stats;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rank correlation of two series within strata, with the weights of van Elteren (1960).
 *
 * <p>H0: within each stratum the order of x is independent of y, so that all pairings inside the strata are equally likely;
 * nothing is assumed between strata. The statistic is {@code T = sum cov_s / (n_s + 1)} over the strata s, cov_s being the
 * covariance (divisor n_s) of the mid-ranks inside s. For an x of two values it is van Elteren's two-sample statistic, the
 * sum of rank sums over {@code n_s + 1}. A stratum of one observation or with a constant series adds nothing.
 *
 * <p>The reported statistic is {@code z = T / sd}, sd the exact standard deviation of T over all orders. The p-value is exact
 * where counting all orders is cheap, else from the saddle point of the permutation law ({@link RankLaw}); it is not that of
 * the normal law, which is wrong for few observations and in the far tail. O(n log n).
 */
public final class StratifiedRankTest {
    private static final StratifiedRankTest DEFAULTS =
            new StratifiedRankTest(Alternative.TWO_SIDED, RankLaw.AUTOMATIC, PositionScores.RANK);
    private static final String NULL = "within strata the order of one series is independent of the other";

    /** Heavier terms leave no room to count on a common grid. */
    private static final long LARGEST_WEIGHT = 1_000_000_000_000L;

    private final Alternative alternative;
    private final RankLaw law;
    private final PositionScores scores;

    private StratifiedRankTest(Alternative alternative, RankLaw law, PositionScores scores) {
        this.alternative = alternative;
        this.law = law;
        this.scores = scores;
    }

    /** The two-sided test with the exact law where it is cheap and its saddle point elsewhere. */
    public static StratifiedRankTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another alternative.
     *
     * @param chosen {@code GREATER} looks for a positive correlation
     */
    public StratifiedRankTest with(Alternative chosen) {
        return new StratifiedRankTest(chosen, law, scores);
    }

    /**
     * The same test with the p-value of another law.
     *
     * @param chosen {@code EXACT} refuses series for which counting all orders is not cheap
     * @throws IllegalArgumentException for {@code STUDENT_T}, which knows no strata
     */
    public StratifiedRankTest with(RankLaw chosen) {
        if (chosen == RankLaw.STUDENT_T) {
            throw new IllegalArgumentException("law must be AUTOMATIC, EXACT or SADDLE_POINT, got " + chosen);
        }
        return new StratifiedRankTest(alternative, chosen, scores);
    }

    /**
     * The same test with other scores of x inside each stratum.
     *
     * @param chosen how much a place of x counts
     */
    public StratifiedRankTest with(PositionScores chosen) {
        return new StratifiedRankTest(alternative, law, chosen);
    }

    /**
     * Tests two paired series. The statistic is z; n counts the observations in strata that add to it.
     *
     * @param x finite values, such as positions in an order
     * @param y finite values, as many as x
     * @param strata the stratum of each observation, any labels, as many as x
     * @throws IllegalArgumentException if the lengths differ, a value is not finite, no stratum holds two observations, no
     *     stratum has two series that vary, or the exact law was asked for and is not cheap
     */
    public TestResult test(double[] x, double[] y, int[] strata) {
        Strata ranks = Strata.of(x, y, strata, scores);
        List<RankTerm> terms = ranks.terms();
        double sum = ranks.weightedProduct();
        PermutationLaw tails = law(terms);
        double variance = terms.stream().mapToDouble(RankTerm::variance).sum();
        double log10P = tails.logP(sum, alternative) / Math.log(10);
        return TestResult.ofLog10P(
                NULL, sum / Math.sqrt(variance), log10P, alternative, tails.method(), ranks.observations());
    }

    /**
     * Tests the same statistic by permutations inside the strata: valid whatever the strata, down to {@code 1/(1+B)}. Its
     * statistic is z. O(n) a permutation.
     *
     * @param x finite values, such as positions in an order
     * @param y finite values, as many as x
     * @param strata the stratum of each observation, any labels, as many as x
     * @param options number of permutations and seed; its alternative and blocks give way to those of this test
     * @throws IllegalArgumentException as {@link #test}, but for the exact law
     */
    public PermutationTest.Result permutation(double[] x, double[] y, int[] strata, PermutationTest options) {
        Strata ranks = Strata.of(x, y, strata, scores);
        double deviation =
                Math.sqrt(ranks.terms().stream().mapToDouble(RankTerm::variance).sum());
        return options.with(alternative)
                .withBlocks(strata)
                .test(x.length, order -> ranks.weightedProduct(order) / deviation);
    }

    private PermutationLaw law(List<RankTerm> terms) {
        if (law == RankLaw.SADDLE_POINT) {
            return new SaddlePointLaw(terms);
        }
        ExactRankLaw exact = exact(terms);
        if (exact != null) {
            return exact;
        }
        if (law == RankLaw.EXACT) {
            int most = terms.stream().mapToInt(term -> term.a().n()).max().orElseThrow();
            throw new IllegalArgumentException("the exact law takes few and small strata, got " + terms.size()
                    + " strata of up to " + most + " observations; use SADDLE_POINT");
        }
        return new SaddlePointLaw(terms);
    }

    private static @Nullable ExactRankLaw exact(List<RankTerm> terms) {
        ExactRankLaw sum = null;
        for (RankTerm term : terms) {
            ExactRankLaw next = term.weight() > LARGEST_WEIGHT ? null : ExactRankLaw.ifCheap(term.a(), term.b());
            if (next == null) {
                return null;
            }
            ExactRankLaw weighted = next.stretched(term.weight());
            sum = sum == null ? weighted : sum.plusIfCheap(weighted);
            if (sum == null) {
                return null;
            }
        }
        return sum;
    }
}
