package org.palimpsest.provenance.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.PairedTTest;
import org.palimpsest.stats.PooledRankTest;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RankTest;
import org.palimpsest.stats.SignFlipTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.TrapLabelTest;
import org.palimpsest.stats.TrapPower;

/**
 * Tests whether drawn versions of items are likelier than those that were not drawn. Two published tests are of this kind:
 *
 * <ul>
 *   <li>the exchangeability of a benchmark (Oren et al. 2024, arXiv 2310.17623): an item is a shard, its drawn version the order
 *       in which the examples are published, the others are random orders. One item is the permutation test of the whole;
 *   <li>STAMP (Rastogi et al. 2025, arXiv 2504.13416): an item is a test question, its drawn version the published rephrasing.
 * </ul>
 *
 * <p>H0: within every item the drawn version is exchangeable with the others given the model. Redraws of which version is the
 * drawn one, ranks, and flips of the signs of drawn less one other are then exact. The published t test of drawn less the
 * <em>mean</em> of the others is not: the difference is skewed where scores are, and so are its signs. Under
 * {@link Draw#ONE_FOR_ALL} one draw, such as one watermark key, decided all items; only ranks of the versions' means are then exact.
 */
public final class DrawnVersionTest {
    private static final String NULL =
            "in every item the drawn version is exchangeable with the others given the model";
    private static final String NULL_ONE = "the version that was drawn for all items is exchangeable with the others";
    private static final DrawnVersionTest DEFAULTS = new DrawnVersionTest(Draw.EACH_ITEM, 9_999, 0);

    private final Draw draw;
    private final int draws;
    private final long seed;

    private DrawnVersionTest(Draw draw, int draws, long seed) {
        this.draw = draw;
        this.draws = draws;
        this.seed = seed;
    }

    /** How versions were drawn. */
    public enum Draw {
        /** For every item by itself. */
        EACH_ITEM,
        /** Once: the same version, such as that of one key, of all items. */
        ONE_FOR_ALL
    }

    /** A draw for each item, 9,999 redraws, seed 0. */
    public static DrawnVersionTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for another draw.
     *
     * @param chosen how versions were really drawn
     */
    public DrawnVersionTest with(Draw chosen) {
        return new DrawnVersionTest(chosen, draws, seed);
    }

    /**
     * The same test with other redraws.
     *
     * @param count how many where not all are listed, at least 1
     * @param chosenSeed their seed
     * @throws IllegalArgumentException if count is below 1
     */
    public DrawnVersionTest withDraws(int count, long chosenSeed) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + count);
        }
        return new DrawnVersionTest(draw, count, chosenSeed);
    }

    /**
     * Tests one model.
     *
     * @param scores a score for every version of every item; under one draw for all, versions in the same order everywhere
     * @throws IllegalArgumentException if items have unlike numbers of versions under one draw for all
     */
    public Result test(DrawnScores scores) {
        if (draw == Draw.ONE_FOR_ALL) {
            return oneForAll(scores);
        }
        double[] drawn = scores.drawn();
        double[][] others = scores.others();
        TestResult labels =
                TrapLabelTest.withDefaults().withDraws(draws).withSeed(seed).test(drawn, others);
        TestResult ranks = PooledRankTest.withDefaults().test(drawn, others);
        TestResult flips = SignFlipTest.withDefaults()
                .with(Alternative.GREATER)
                .withFlips(draws)
                .withSeed(seed)
                .test(scores.pairs());
        double floor = Math.max(-Math.log10(1.0 + draws), scores.log10Smallest());
        return new Result(
                ClusterTest.named(NULL, labels),
                ClusterTest.named(NULL, ranks),
                ClusterTest.named(NULL, flips),
                published(scores),
                Math.min(0, floor),
                scores.leastOthers(),
                drawn.length);
    }

    private static Result oneForAll(DrawnScores scores) {
        double[][] others = scores.others();
        int versions = others[0].length;
        if (Arrays.stream(others).anyMatch(one -> one.length != versions)) {
            throw new IllegalArgumentException(
                    "under one draw for all items every item needs the same versions, got unlike numbers of them");
        }
        double[] means = new double[versions];
        Arrays.setAll(
                means,
                v -> Arrays.stream(others).mapToDouble(one -> one[v]).average().orElseThrow());
        double own = Arrays.stream(scores.drawn()).average().orElseThrow();
        TestResult rank = ClusterTest.named(NULL_ONE, RankTest.withDefaults().test(own, means));
        return new Result(rank, rank, null, published(scores), -Math.log10(versions + 1.0), versions, 1);
    }

    /** The published paired t test; null where it has no value. */
    private static @Nullable TestResult published(DrawnScores scores) {
        double[] differences = scores.differences();
        boolean varies = Arrays.stream(differences).distinct().count() > 1;
        if (differences.length < 2 || !varies) {
            return null;
        }
        try {
            return PairedTTest.withDefaults().with(Alternative.GREATER).test(differences);
        } catch (IllegalArgumentException e) {
            // Differences that vary by no more than rounding have no t.
            return null;
        }
    }

    /**
     * The outcome. Which p-value counts is to be fixed beforehand; {@code labels} is ours.
     *
     * @param labels by redraws of which version is the drawn one (under one draw for all: rank of the drawn version's mean); exact
     * @param ranks the sum of ranks within items (the same rank); exact
     * @param flips signs of drawn less one other version; exact, less powerful; null under one draw for all
     * @param published the t test of drawn less the mean of the others, for comparison only; null where it has no value
     * @param log10Floor base-10 logarithm of the smallest p-value that {@code labels} could have given
     * @param others the least number of other versions of an item
     * @param draws independent draws: items, or 1
     */
    public record Result(
            TestResult labels,
            TestResult ranks,
            @Nullable TestResult flips,
            @Nullable TestResult published,
            double log10Floor,
            int others,
            int draws) {
        /**
         * The conclusion from {@code labels}; its detectable effect is the chance that a drawn version outscores another.
         *
         * @param alpha level in (0, 1)
         * @param randomisation what is known about the draw
         */
        public Conclusion conclude(double alpha, Randomisation randomisation) {
            return Units.conclude(
                    labels,
                    log10Floor,
                    alpha,
                    randomisation,
                    PowerPlan.of(
                                    draws == 1 ? TrapPower.oneTrap(alpha) : TrapPower.summedScores(alpha, others),
                                    Conclusion.POWER)
                            .detectable(draws == 1 ? others : draws));
        }
    }
}
