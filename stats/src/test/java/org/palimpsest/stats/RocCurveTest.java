package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RocCurveTest {
    @Test
    void agreesWithComparingEveryPair() {
        RandomGenerator random = RandomStream.of(1, "auc");
        for (int run = 0; run < 50; run++) {
            double[] members = Samples.tied(1 + run, 8, random);
            double[] others = Samples.tied(60 - run, 6, random);
            double wins = 0;
            for (double member : members) {
                for (double other : others) {
                    wins += member > other ? 1 : member == other ? 0.5 : 0;
                }
            }
            assertThat(RocCurve.auc(members, others)).isCloseTo(wins / members.length / others.length, within(1e-14));
        }
    }

    @Test
    void ends() {
        assertThat(RocCurve.auc(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(1);
        assertThat(RocCurve.auc(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(0);
        assertThat(RocCurve.auc(new double[] {1}, new double[] {1, 1})).isEqualTo(0.5);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> RocCurve.auc(new double[0], new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both sides must hold at least 1 score, got 0 members and 1 non-members");
        assertThatThrownBy(() -> RocCurve.auc(new double[] {1, Double.NaN}, new double[] {1}))
                .hasMessage("members must be finite, got NaN at index 1");
        assertThatThrownBy(() -> RocCurve.auc(new double[] {1, 2}, new double[] {Double.POSITIVE_INFINITY}))
                .hasMessage("nonMembers must be finite, got Infinity at index 0");
    }
}
