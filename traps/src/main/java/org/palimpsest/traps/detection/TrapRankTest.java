package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.palimpsest.stats.Conclusion;
import org.palimpsest.stats.PooledRankTest;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.RankTest;
import org.palimpsest.stats.TestResult;
import org.palimpsest.stats.TrapPower;
import org.palimpsest.stats.Verdict;

/**
 * The rank test of traps against their unpublished controls.
 *
 * <p>H0: the model is independent of the draw that picked, in every trap, the published text among N + 1 candidates. Under it
 * the ranks are independent and uniform, and the sum of ranks has an exactly known law: the p-value is exact for any model,
 * any score and any family, and conservative under ties. There is one p-value a model; ranks of single traps and means by
 * dose describe and prove nothing of their own.
 */
public final class TrapRankTest {
    private static final TrapRankTest DEFAULTS = new TrapRankTest();

    private TrapRankTest() {}

    /**
     * The test.
     *
     * @return the test; it has no options
     */
    public static TrapRankTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Tests one model.
     *
     * @param scores scores of all published traps and of their controls
     * @return the pooled p-value and what describes it
     * @throws IllegalArgumentException if a trap has no controls
     */
    public Result test(ModelScores scores) {
        TestResult pooled = PooledRankTest.withDefaults().test(scores.published(), scores.controls());
        List<TrapRank> ranks = new ArrayList<>();
        double smallest = 0;
        for (TrapScores trap : scores.traps()) {
            double[] controls = trap.controls();
            TestResult single = RankTest.withDefaults().test(trap.published(), controls);
            ranks.add(new TrapRank(trap.trap(), trap.copies(), (int) single.statistic(), controls.length + 1));
            smallest -= Math.log10(controls.length + 1.0);
        }
        return new Result(pooled, smallest, ranks, byDose(ranks));
    }

    private static List<DoseRank> byDose(List<TrapRank> ranks) {
        Map<Integer, List<TrapRank>> doses = new TreeMap<>();
        for (TrapRank rank : ranks) {
            rank.copies()
                    .ifPresent(copies -> doses.computeIfAbsent(copies, unused -> new ArrayList<>())
                            .add(rank));
        }
        List<DoseRank> means = new ArrayList<>();
        doses.forEach((copies, members) -> means.add(new DoseRank(
                copies,
                members.size(),
                members.stream()
                        .mapToDouble(rank -> (rank.rank() - 0.5) / rank.candidates())
                        .average()
                        .orElseThrow())));
        return means;
    }

    /**
     * Outcome of the test of one model.
     *
     * @param pooled the one p-value of the model; its statistic is the sum of ranks, its n the number of traps
     * @param smallestLog10P base-10 logarithm of the smallest p-value that these numbers of controls allow
     * @param ranks every trap, descriptive
     * @param doses means by number of copies, ascending, of the traps whose number is known; descriptive
     */
    public record Result(TestResult pooled, double smallestLog10P, List<TrapRank> ranks, List<DoseRank> doses) {
        /** Copies. */
        public Result {
            ranks = List.copyOf(ranks);
            doses = List.copyOf(doses);
        }

        /**
         * What the pooled p-value allows to be said.
         *
         * @param alpha level in (0, 1), fixed before the scores were seen
         * @param randomisation what is known about the draw of the published texts: verified only for a sealed registry whose
         *     commitment was checked
         * @return the verdict
         * @throws IllegalArgumentException if alpha is out of range
         */
        public Verdict verdict(double alpha, Randomisation randomisation) {
            return conclusion(alpha, randomisation).verdict();
        }

        /**
         * The verdict with the AUC of a trap against its controls that the test would have found with 90 % power.
         *
         * @param alpha level in (0, 1), fixed before the scores were seen
         * @param randomisation what is known about the draw of the published texts
         * @return the conclusion, planned for the smallest number of controls that a trap has
         * @throws IllegalArgumentException if alpha is out of range
         */
        public Conclusion conclusion(double alpha, Randomisation randomisation) {
            int controls =
                    ranks.stream().mapToInt(rank -> rank.candidates() - 1).min().orElseThrow();
            return Conclusion.of(pooled, smallestLog10P, alpha, randomisation, TrapPower.rankSum(alpha, controls));
        }
    }
}
