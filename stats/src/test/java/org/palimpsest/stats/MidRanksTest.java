package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.junit.jupiter.api.Test;

class MidRanksTest {
    @Test
    void tiedValuesShareTheirMeanRank() {
        double[] values = {3, 1, 3, -2, 3, 1};
        assertThat(MidRanks.of(values)).containsExactly(5, 2.5, 5, 1, 5, 2.5);
        assertThat(values).containsExactly(3, 1, 3, -2, 3, 1);
        assertThat(MidRanks.of(new double[] {0.0, -0.0, 1})).containsExactly(1.5, 1.5, 3);
        assertThat(MidRanks.of(new double[0])).isEmpty();
    }

    @Test
    void agreesWithCommonsStatistics() {
        RandomGenerator random = RandomStream.of(1, "ranks");
        NaturalRanking oracle = new NaturalRanking(TiesStrategy.AVERAGE);
        for (int n = 1; n < 60; n++) {
            double[] tied = Samples.tied(n, 1 + n / 3, random);
            assertThat(MidRanks.of(tied)).containsExactly(oracle.apply(tied));
            double[] untied = Samples.normal(n, random);
            assertThat(MidRanks.of(untied)).containsExactly(oracle.apply(untied));
        }
    }

    @Test
    void refusesWhatADivergedModelScores() {
        assertThatThrownBy(() -> MidRanks.of(new double[] {1, 2, 3, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scores must be finite, got NaN at index 3");
        assertThatThrownBy(() -> MidRanks.of(new double[] {1, Double.NEGATIVE_INFINITY}))
                .hasMessage("scores must be finite, got -Infinity at index 1");
    }
}
