package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

class TrapRankTestTest {
    @Test
    void pooledPValueIsTheShareOfRankPairsCountedByHand() {
        // Ranks 2 of 3 and 1 of 4: of 12 pairs, those with a sum of 3 or less are (1,1), (1,2), (2,1).
        ModelScores scores = new ModelScores("m", List.of(TrapScores.of("a", 5, 6, 1), TrapScores.of("b", 9, 1, 2, 3)));
        TrapRankTest.Result result = TrapRankTest.withDefaults().test(scores);
        assertThat(result.pooled().pValue()).isCloseTo(3.0 / 12, within(1e-12));
        assertThat(result.pooled().statistic()).isEqualTo(3);
        assertThat(result.smallestLog10P()).isCloseTo(Math.log10(1.0 / 12), within(1e-12));
        assertThat(result.ranks())
                .containsExactly(
                        new TrapRank("a", OptionalInt.empty(), 2, 3), new TrapRank("b", OptionalInt.empty(), 1, 4));
        assertThat(result.ranks().get(0).pValue()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result.doses()).isEmpty();
    }

    @Test
    void tiesCountAgainstTheEvidence() {
        ModelScores scores = new ModelScores("m", List.of(TrapScores.of("a", 1, 1, 1, 1)));
        assertThat(TrapRankTest.withDefaults().test(scores).pooled().pValue()).isEqualTo(1);
    }

    @Test
    void dosesAreMeansOfRelativeRanks() {
        ModelScores scores = new ModelScores(
                "m",
                List.of(
                        dose("a", 16, 3, 1, 2),
                        dose("b", 16, 1, 2, 3),
                        dose("c", 1, 2, 1, 3),
                        TrapScores.of("d", 1, 2)));
        List<DoseRank> doses = TrapRankTest.withDefaults().test(scores).doses();
        assertThat(doses).hasSize(2);
        assertThat(doses.get(0)).isEqualTo(new DoseRank(1, 1, 0.5));
        assertThat(doses.get(1).copies()).isEqualTo(16);
        assertThat(doses.get(1).meanRelativeRank()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void verdictFollowsPAndWhatIsKnownOfTheDraw() {
        ModelScores strong = new ModelScores("m", List.of(many("a", 10), many("b", 10)));
        TrapRankTest.Result result = TrapRankTest.withDefaults().test(strong);
        assertThat(result.verdict(0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.RANDOMISED_EVIDENCE);
        assertThat(result.verdict(0.01, Randomisation.UNVERIFIED)).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(result.verdict(1e-9, Randomisation.VERIFIED)).isEqualTo(Verdict.UNDERPOWERED);
        TrapRankTest.Result weak =
                TrapRankTest.withDefaults().test(new ModelScores("m", List.of(many("a", -10), many("b", -10))));
        assertThat(weak.verdict(0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.NO_EVIDENCE);
    }

    @Test
    void uniformOverTwoThousandAuditsOfAModelThatNeverSawTheTraps() {
        int[] below = rejections("continuous", 1e9);
        // Exact up to the steps of the rank sum: within four standard deviations of 2000 p.
        assertThat((double) below[0]).isCloseTo(20, within(4 * Math.sqrt(2000 * 0.01 * 0.99)));
        assertThat((double) below[1]).isCloseTo(100, within(4 * Math.sqrt(2000 * 0.05 * 0.95)));
        assertThat((double) below[2]).isCloseTo(1000, within(4 * Math.sqrt(2000 * 0.5 * 0.5)));
    }

    @Test
    void conservativeOverTwoThousandAuditsWithTies() {
        int[] below = rejections("tied", 3);
        assertThat(below[0]).isLessThanOrEqualTo(20 + 18);
        assertThat(below[1]).isLessThanOrEqualTo(100 + 39);
        assertThat(below[2]).isLessThanOrEqualTo(1000 + 90);
    }

    /** Numbers of 2,000 null audits with p at most 0.01, 0.05 and 0.5; scores are multiples of 1 / steps. */
    private static int[] rejections(String role, double steps) {
        RandomGenerator random = RandomStream.of(11, role);
        int[] below = new int[3];
        for (int audit = 0; audit < 2000; audit++) {
            List<TrapScores> traps = new ArrayList<>();
            for (int j = 0; j < 12; j++) {
                double[] controls = new double[19];
                double difficulty = random.nextGaussian();
                for (int c = 0; c < controls.length; c++) {
                    controls[c] = Math.rint(steps * (difficulty + random.nextGaussian())) / steps;
                }
                double published = Math.rint(steps * (difficulty + random.nextGaussian())) / steps;
                traps.add(TrapScores.of("t" + j, published, controls));
            }
            double p = TrapRankTest.withDefaults()
                    .test(new ModelScores("null", traps))
                    .pooled()
                    .pValue();
            below[0] += p <= 0.01 ? 1 : 0;
            below[1] += p <= 0.05 ? 1 : 0;
            below[2] += p <= 0.5 ? 1 : 0;
        }
        return below;
    }

    @Test
    void refusesScoresThatCannotBeTested() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TrapRankTest.withDefaults().test(new ModelScores("gpt", List.of(TrapScores.of("t7", 1)))))
                .withMessage("trap t7 of model \"gpt\" must have 1 control or more, got 0: without controls there is no"
                        + " p-value; generate the registry with controls");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelScores("gpt", List.of(TrapScores.of("t7", Double.NaN, 1))))
                .withMessageStartingWith(
                        "score of the published text of trap t7 under model \"gpt\" must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelScores("gpt", List.of(TrapScores.of("t7", 1, 2, Double.NEGATIVE_INFINITY))))
                .withMessageStartingWith("score of the control 1 of trap t7 under model \"gpt\" must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelScores("gpt", List.of()))
                .withMessage("model \"gpt\" must have scores of 1 trap or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelScores("gpt", List.of(TrapScores.of("a", 1, 2), TrapScores.of("a", 1, 2))))
                .withMessage("model \"gpt\" must score every trap once, got trap a again");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrapScores("a", OptionalInt.of(-1), 1, new double[] {1}))
                .withMessage("copies must be 0 or more, got -1 for trap a");
    }

    private static TrapScores dose(String trap, int copies, double published, double... controls) {
        return new TrapScores(trap, OptionalInt.of(copies), published, controls);
    }

    private static TrapScores many(String trap, double published) {
        double[] controls = new double[99];
        for (int i = 0; i < controls.length; i++) {
            controls[i] = i / 100.0;
        }
        return TrapScores.of(trap, published, controls);
    }
}
