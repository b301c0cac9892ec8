package org.palimpsest.provenance.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;
import org.palimpsest.stats.Randomisation;
import org.palimpsest.stats.Verdict;

class ReshuffleTestTest {
    private static final ReshuffleTest TEST = ReshuffleTest.withDefaults();

    private static double[] others(int m) {
        return IntStream.range(0, m).mapToDouble(i -> i % 7).toArray();
    }

    @Test
    void tailsAreThoseOfTheOneAgainstMany() {
        ReshuffleTest.Result result = TEST.test(5, new double[] {1, 2, 3});
        double t = 3 / Math.sqrt(4 / 3.0);
        assertThat(result.student().statistic()).isCloseTo(t, within(1e-12));
        assertThat(result.student().pValue()).isCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), within(1e-12));
        assertThat(result.rank().pValue()).isEqualTo(0.25);
        assertThat(result.m()).isEqualTo(3);
    }

    @Test
    void theVerdictRestsOnTheRank() {
        assertThat(TEST.test(100, others(9)).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(TEST.test(100, others(9)).note())
                .isEqualTo("with 9 reshuffled models the rank p cannot be below 1/10; level 0.01 needs 99, and at least"
                        + " 19 are advised");
        assertThat(TEST.withAlpha(0.1).test(100, others(9)).verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.test(100, others(19)).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(TEST.withAlpha(0.05).test(100, others(19)).verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.withAlpha(0.05).test(100, others(19)).note()).isEmpty();
        // a tie with the best of the others is not first
        assertThat(TEST.withAlpha(0.05).test(6, others(19)).verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(TEST.test(100, others(98)).verdict()).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(TEST.test(100, others(99)).verdict()).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(TEST.with(Randomisation.VERIFIED).test(100, others(99)).verdict())
                .isEqualTo(Verdict.RANDOMISED_EVIDENCE);
        assertThat(TEST.with(Randomisation.REFUTED).test(100, others(99)).verdict())
                .isEqualTo(Verdict.CONFOUNDED);
    }

    @Test
    void verdictsHoldTheirLevelWherePublishedZDoesNot() {
        RandomGenerator random = RandomStream.of(1, "reshuffle");
        int runs = 4000;
        int published = 0;
        int dolmino = 0;
        int normal = 0;
        int skewed = 0;
        for (int run = 0; run < runs; run++) {
            published += ReshuffleLawBench.publishedP(ReshuffleLawBench.Law.NORMAL.draw(10, random)) <= 0.01 ? 1 : 0;
            dolmino += ReshuffleLawBench.dolminoP(ReshuffleLawBench.Law.NORMAL.draw(3, random)) <= 0.01 ? 1 : 0;
            normal += ReshuffleLawBench.significant(ReshuffleLawBench.Law.NORMAL.draw(100, random), 0.01) ? 1 : 0;
            skewed += ReshuffleLawBench.significant(ReshuffleLawBench.Law.SKEWED.draw(100, random), 0.01) ? 1 : 0;
        }
        assertThat(published).isGreaterThan(100);
        assertThat(dolmino).isGreaterThan(360);
        // 40 expected, standard deviation 6.3
        assertThat(normal).isBetween(20, 60);
        assertThat(skewed).isBetween(20, 60);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> TEST.test(1, new double[] {1})).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> TEST.test(Double.NaN, new double[] {1, 2})).hasMessageContaining("finite");
        assertThatThrownBy(() -> TEST.withAlpha(1)).hasMessage("alpha must be in (0, 1), got 1.0");
    }

    @Test
    void halvesShareNoTextAndAreTheSameForEveryModel() {
        CrossFittedScores rule = new CrossFittedScores(1, 1e-3, 4, 9);
        int[] first = rule.halves(7).get(0);
        int[] second = rule.halves(7).get(1);
        assertThat(first).hasSize(3);
        assertThat(IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(rule.halves(7).get(0)).isEqualTo(first);
        assertThatThrownBy(() -> rule.halves(1)).hasMessage("adaptation needs at least 2 texts, got 1");
        assertThatThrownBy(() -> new CrossFittedScores(-1, 1e-3, 4, 9)).hasMessageContaining("epochs");
        assertThatThrownBy(() -> new CrossFittedScores(1, Double.NaN, 4, 9)).hasMessageContaining("learningRate");
    }
}
