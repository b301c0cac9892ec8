package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrapPowerTest {
    @Test
    void publishedNumbersOfTraps() {
        double[] auc = {.557, .60, .639, .676, .70, .748, .80, .87, .90, .95};
        long[] atThousandth = {465, 149, 76, 46, 35, 22, 14, 8, 6, 4};
        long[] atMillionth = {886, 284, 144, 88, 67, 41, 26, 15, 12, 7};
        for (int i = 0; i < auc.length; i++) {
            assertThat(PowerPlan.of(TrapPower.summedScores(1e-3), 0.9).sampleSize(auc[i]))
                    .hasValue(atThousandth[i]);
            assertThat(PowerPlan.of(TrapPower.summedScores(1e-6), 0.9).sampleSize(auc[i]))
                    .hasValue(atMillionth[i]);
        }
    }

    @Test
    void controlsInflateTheVariance() {
        long known =
                PowerPlan.of(TrapPower.summedScores(1e-6), 0.9).sampleSize(0.6).orElseThrow();
        long one = PowerPlan.of(TrapPower.summedScores(1e-6, 1), 0.9)
                .sampleSize(0.6)
                .orElseThrow();
        long many = PowerPlan.of(TrapPower.summedScores(1e-6, 99), 0.9)
                .sampleSize(0.6)
                .orElseThrow();
        assertThat(one).isBetween(2 * known - 2, 2 * known);
        assertThat(many).isBetween(known, known + known / 50);
    }

    @Test
    void oneTrapNeedsControlsAndIsBoundedByItsAuc() {
        PowerCurve curve = TrapPower.oneTrap(0.01);
        assertThat(curve.at(1, 98)).isZero();
        assertThat(curve.at(1, 99)).isEqualTo(1);
        assertThat(curve.at(0.5, 99)).isCloseTo(0.01, within(1e-12));
        assertThat(curve.at(0.5, 9_999)).isCloseTo(0.01, within(1e-12));
        double limit = Math.exp(LogTails.normalUpper(NormalQuantile.ofUpper(0.01) - Binormal.distance(0.9)));
        assertThat(curve.at(0.9, 99)).isLessThan(limit);
        assertThat(curve.at(0.9, 9_999_999)).isCloseTo(limit, within(1e-6));
        assertThat(PowerPlan.of(curve, 0.9).sampleSize(0.999).orElseThrow()).isBetween(99L, 300L);
    }

    @Test
    void rankSumHasItsLevelAndMeetsItsNormalForm() {
        assertThat(TrapPower.rankSum(0.01, 9).at(0.5, 200)).isCloseTo(0.01, within(2e-3));
        double exact = TrapPower.rankSum(1e-3, 99).at(0.6, 200);
        double normal = TrapPower.rankSum(1e-3, 99).at(0.6, 204);
        assertThat(normal).isBetween(exact, exact + 0.02);
        assertThat(TrapPower.rankSum(1e-3, 1).at(1, 9)).isZero();
        assertThat(TrapPower.rankSum(1e-3, 1).at(1, 10)).isEqualTo(1);
    }
}
