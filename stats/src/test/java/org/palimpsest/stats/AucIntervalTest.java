package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AucIntervalTest {
    private static final AucInterval LOGIT = AucInterval.withDefaults();

    @Test
    void perfectSeparationIsAsManySuccessesAsDisjointPairs() {
        RocCurve perfect = RocCurve.of(new double[] {5, 6, 7}, new double[] {1, 2, 3, 4});
        Interval interval = LOGIT.of(perfect);
        assertThat(interval.low()).isCloseTo(Math.cbrt(0.025), within(1e-12));
        assertThat(interval.high()).isEqualTo(1);
        Interval mirrored = LOGIT.of(RocCurve.of(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7}));
        assertThat(mirrored.low()).isZero();
        assertThat(mirrored.high()).isCloseTo(1 - Math.cbrt(0.025), within(1e-12));
    }

    @Test
    void aConstantScoreLeavesTheAreaOpen() {
        Interval interval = LOGIT.of(RocCurve.of(new double[4], new double[9]));
        double chance = Math.pow(0.025, 0.25);
        assertThat(interval.low()).isCloseTo(chance / 2, within(1e-12));
        assertThat(interval.high()).isCloseTo(1 - chance / 2, within(1e-12));
    }

    @Test
    void growsWithTheConfidenceAndStaysInside() {
        RocCurve curve = RocCurve.of(new double[] {3, 5, 6, 7}, new double[] {1, 2, 4, 0, 1, 2});
        for (AucInterval.Scale scale : AucInterval.Scale.values()) {
            Interval narrow = LOGIT.with(scale).withConfidence(0.5).of(curve);
            Interval wide = LOGIT.with(scale).withConfidence(0.99).of(curve);
            assertThat(wide.low()).as(scale.label()).isBetween(0.0, narrow.low());
            assertThat(narrow.contains(curve.auc())).isTrue();
            assertThat(wide.high()).isBetween(narrow.high(), 1.0);
        }
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> LOGIT.of(RocCurve.of(new double[] {1}, new double[] {1, 2})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both sides must hold at least 2 scores, got 1 members and 2 non-members");
        assertThatThrownBy(() -> LOGIT.withConfidence(Double.NaN)).hasMessage("confidence must be in (0, 1), got NaN");
    }
}
