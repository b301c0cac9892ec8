package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.EffectScale;
import org.palimpsest.stats.PooledRankTest;
import org.palimpsest.stats.PowerCurve;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.SimulatedPower;
import org.palimpsest.stats.TrapPower;

/**
 * How many traps and documents a wanted power takes: the pooled rank test of {@link TrapPower#rankSum} on the AUC that copies
 * left by a pipeline have. Few traps are counted again by simulation of the exact test.
 *
 * @param power wanted chance of finding the traps in a model that saw them, in (0, 1)
 * @param alpha level, in (0, 1)
 * @param length tokens of a trap, at least 1
 * @param controls unpublished controls of each trap, at least 1
 * @param survival share of copies that a pipeline leaves whole, in [0, 1]
 * @param replaced share of tokens replaced in each copy, in [0, 1]
 */
public record TrapPlan(double power, double alpha, int length, int controls, double survival, double replaced) {
    /** Traps beyond which no plan is worth it. */
    public static final long MOST_TRAPS = 100_000;

    private static final int SIMULATED_TRAPS = 40;
    private static final int SIMULATED_SCORES = 10_000;
    private static final int RUNS = 1_000;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public TrapPlan {
        if (!(alpha > 0 && alpha < 1 && power > alpha && power < 1)) {
            throw new IllegalArgumentException(
                    "alpha must be in (0, 1) and power in (alpha, 1), got " + alpha + " and " + power);
        }
        if (length < 1 || controls < 1) {
            throw new IllegalArgumentException(
                    "length and controls must be at least 1, got " + length + " and " + controls);
        }
        CopyWorth.effective(0, survival, replaced);
        CopyWorth.rho(replaced);
    }

    /**
     * What every number of copies takes.
     *
     * @param doses what copies show
     * @param copies numbers of copies of one trap, each at least 1, one a document
     * @return one row a number, in order
     * @throws IllegalArgumentException if a number is below 1
     */
    public List<PlanRow> rows(DoseResponse doses, List<Integer> copies) {
        List<PlanRow> rows = new ArrayList<>();
        for (int number : copies) {
            if (number < 1) {
                throw new IllegalArgumentException("copies must be at least 1, got " + number);
            }
            double effective = CopyWorth.effective(number, survival, replaced);
            double auc = doses.auc(length, effective);
            rows.add(new PlanRow(number, effective, auc, traps(auc)));
        }
        return List.copyOf(rows);
    }

    /**
     * The traps that an AUC takes.
     *
     * @param auc of one trap, in [.5, 1)
     * @return the number, or empty if more than {@link #MOST_TRAPS}
     */
    OptionalLong traps(double auc) {
        if (!(auc > 0.5 + 1e-9)) {
            return OptionalLong.empty();
        }
        OptionalLong rough =
                PowerPlan.of(TrapPower.rankSum(alpha, controls), power).sampleSize(auc);
        if (rough.isEmpty() || rough.getAsLong() > MOST_TRAPS) {
            return OptionalLong.empty();
        }
        long number = rough.getAsLong();
        return number <= SIMULATED_TRAPS && number * controls <= SIMULATED_SCORES
                ? PowerPlan.of(simulated(2 * SIMULATED_TRAPS), power).sampleSize(auc)
                : rough;
    }

    /**
     * The power of the exact pooled rank test on binormal scores, by simulation of {@value #RUNS} audits.
     *
     * @param most largest number of traps
     * @return a curve of the AUC of a trap, with a standard error of about .01
     */
    PowerCurve simulated(int most) {
        EffectScale scale = new EffectScale("AUC of a trap", 0, 0.5, 1, Alternative.GREATER);
        return SimulatedPower.withDefaults()
                .withRuns(RUNS)
                .curve(
                        (auc, traps, random) -> {
                            double distance = Math.sqrt(2) * quantile(auc);
                            double[] observed = new double[(int) traps];
                            double[][] others = new double[observed.length][controls];
                            IntStream.range(0, observed.length).forEach(i -> {
                                observed[i] = distance + random.nextGaussian();
                                for (int c = 0; c < controls; c++) {
                                    others[i][c] = random.nextGaussian();
                                }
                            });
                            return PooledRankTest.withDefaults()
                                    .test(observed, others)
                                    .log10PValue();
                        },
                        scale,
                        alpha,
                        1,
                        most);
    }

    private static double quantile(double auc) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(auc);
    }
}
