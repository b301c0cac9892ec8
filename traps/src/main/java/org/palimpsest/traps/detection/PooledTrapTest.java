package org.palimpsest.traps.detection;

import org.palimpsest.stats.Combination;
import org.palimpsest.stats.PooledRankTest;
import org.palimpsest.stats.RankTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.TrapLabelTest;

/**
 * One p-value from all traps of a model, by one of several poolings.
 *
 * <p>H0: the model is independent of the draw that picked, in every trap, the published text among N + 1 candidates. P(p &le; a)
 * &le; a for every a, any model, score and family: the rank sum and the redraws are exact, Fisher's combination is conservative,
 * as rank p-values are larger than uniform ones. The rank sum has its exact law at every size, so that no normal approximation
 * is needed. Cost: O(traps * controls), for redraws O(traps * draws).
 */
public final class PooledTrapTest {
    private static final int DRAWS = 9_999;
    private static final PooledTrapTest DEFAULTS = new PooledTrapTest(Pooling.RANK_SUM, DRAWS, 0);

    private final Pooling pooling;
    private final int draws;
    private final long seed;

    private PooledTrapTest(Pooling pooling, int draws, long seed) {
        this.pooling = pooling;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * The rank sum.
     *
     * @return the test
     */
    public static PooledTrapTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test by another pooling.
     *
     * @param chosen to be fixed before the scores are seen
     * @return a new test
     */
    public PooledTrapTest with(Pooling chosen) {
        return new PooledTrapTest(chosen, draws, seed);
    }

    /**
     * The same test with other redraws; only {@link Pooling#MONTE_CARLO} makes any.
     *
     * @param count number of redraws, 1 or more; 9,999 unless set
     * @param chosenSeed seed of the redraws, to be fixed beforehand
     * @return a new test
     * @throws IllegalArgumentException if count is below 1
     */
    public PooledTrapTest withDraws(int count, long chosenSeed) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be 1 or more, got " + count);
        }
        return new PooledTrapTest(pooling, count, chosenSeed);
    }

    /**
     * Tests one model.
     *
     * @param scores scores of all published traps and of their controls
     * @return the p-value; n is the number of traps
     * @throws IllegalArgumentException if a trap has no controls
     */
    public TestResult test(ModelScores scores) {
        double[] published = scores.published();
        double[][] controls = scores.controls();
        return switch (pooling) {
            case RANK_SUM -> PooledRankTest.withDefaults().test(published, controls);
            case MONTE_CARLO ->
                TrapLabelTest.withDefaults().withDraws(draws).withSeed(seed).test(published, controls);
            case FISHER -> Combination.fisher(log10(RankTest.withDefaults().pValues(published, controls)));
        };
    }

    private static double[] log10(double[] pValues) {
        double[] logs = new double[pValues.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log10(pValues[i]);
        }
        return logs;
    }
}
