package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.stats.PowerPlan;
import org.palimpsest.stats.TrapPower;

class TrapPlanTest {
    @TempDir
    private Path folder;

    private static TrapPlan plan(double survival, double replaced) {
        return new TrapPlan(0.9, 1e-3, 100, 999, survival, replaced);
    }

    @Test
    void publishedDosesAreReproducedAndNothingIsExtrapolated() {
        DoseResponse pre = DoseResponse.preTraining();
        assertThat(pre.auc(100, 1000)).isCloseTo(0.748, within(1e-12));
        assertThat(pre.auc(100, 1_000_000)).isCloseTo(0.748, within(1e-12));
        assertThat(pre.auc(100, 100)).isCloseTo(0.639, within(1e-12));
        assertThat(pre.auc(100, 0)).isEqualTo(0.5);
        assertThat(pre.auc(100, 10)).isBetween(0.51, 0.52);
        assertThat(pre.auc(25, 1000)).isCloseTo(0.557, within(1e-12));
        assertThat(pre.auc(60, 1000)).isBetween(0.6, 0.7);
        assertThat(DoseResponse.fineTuning().auc(100, 4)).isCloseTo(0.836, within(1e-12));
        assertThat(DoseResponse.fineTuning().auc(50, 4)).isBetween(0.5, 0.836);
    }

    @Test
    void tableOfTrapsByAuc() {
        // The table of the binormal planning number, m = ((z_.999 + z_.9) / d)^2, controls without number.
        double[][] table = {{.557, 465}, {.60, 149}, {.639, 76}, {.676, 46}, {.70, 35}, {.748, 22}, {.80, 14}};
        for (double[] row : table) {
            assertThat(PowerPlan.of(TrapPower.summedScores(1e-3), 0.9)
                            .sampleSize(row[0])
                            .orElseThrow())
                    .isBetween((long) row[1] - 1, (long) row[1] + 1);
            long ranks = new TrapPlan(0.9, 1e-3, 100, 9_999, 1, 0).traps(row[0]).orElseThrow();
            assertThat((double) ranks).isBetween(row[1] * 0.85, row[1] * 1.25 + 2);
        }
    }

    @Test
    void simulationAgreesWithTheFormulaWhereBothHold() {
        TrapPlan plan = new TrapPlan(0.8, 0.01, 100, 19, 1, 0);
        double formula = PowerPlan.of(TrapPower.rankSum(0.01, 19), 0.8).power(0.75, 20);
        assertThat(plan.simulated(40).at(0.75, 20)).isCloseTo(formula, within(0.05));
    }

    @Test
    void lostAndFuzzyCopiesCostTraps() {
        List<PlanRow> whole = plan(1, 0).rows(DoseResponse.preTraining(), List.of(100, 1000));
        List<PlanRow> half = plan(0.5, 0).rows(DoseResponse.preTraining(), List.of(100, 1000));
        List<PlanRow> fuzzy = plan(1, 0.1).rows(DoseResponse.preTraining(), List.of(100, 1000));
        assertThat(whole.get(0).effective()).isEqualTo(100);
        assertThat(half.get(0).effective()).isEqualTo(50);
        assertThat(fuzzy.get(0).effective()).isCloseTo(1 + 0.6 * 99, within(1e-9));
        assertThat(half.get(0).traps().orElseThrow())
                .isGreaterThan(whole.get(0).traps().orElseThrow());
        assertThat(fuzzy.get(1).traps().orElseThrow())
                .isGreaterThan(whole.get(1).traps().orElseThrow());
        assertThat(whole.get(0).documents().orElseThrow())
                .isEqualTo(100 * whole.get(0).traps().orElseThrow());
    }

    @Test
    void whatIsNotWorthItHasNoNumber() {
        PlanRow row = plan(0, 0).rows(DoseResponse.preTraining(), List.of(1000)).get(0);
        assertThat(row.auc()).isEqualTo(0.5);
        assertThat(row.traps()).isEmpty();
        assertThat(row.documents()).isEmpty();
        assertThat(plan(1, 0)
                        .rows(DoseResponse.preTraining(), List.of(1))
                        .get(0)
                        .traps())
                .isEmpty();
    }

    @Test
    void worthOfCopies() {
        assertThat(CopyWorth.rho(0)).isEqualTo(1);
        assertThat(CopyWorth.rho(0.5)).isCloseTo(0.13, within(1e-12));
        assertThat(CopyWorth.rho(0.075)).isCloseTo(0.68, within(1e-12));
        assertThat(CopyWorth.rho(1)).isZero();
        assertThat(CopyWorth.effective(10, 0.05, 0.5)).isEqualTo(0.5);
        assertThatThrownBy(() -> CopyWorth.rho(1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replaced must be in [0, 1], got 1.1");
    }

    @Test
    void readsATableOfOnesOwn() throws IOException {
        Path csv = Files.writeString(folder.resolve("d.csv"), "auc,seed,copies,length\n.7,1,16,50\n0.4,2,1,50\n");
        DoseResponse doses = DoseResponse.read(csv);
        assertThat(doses.auc(50, 16)).isCloseTo(0.7, within(1e-12));
        assertThat(doses.auc(50, 1)).isEqualTo(0.5);
        Path bad = Files.writeString(folder.resolve("e.csv"), "length,copies,auc\n50,0,.7\n");
        assertThatThrownBy(() -> DoseResponse.read(bad))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining(
                        "line 2 must hold length, copies and auc: length and copies must be at least 1, got 50"
                                + " and 0.0");
        Path none = Files.writeString(folder.resolve("f.csv"), "a,b\n");
        assertThatThrownBy(() -> DoseResponse.read(none))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("line 1 must name the columns length, copies and auc, got [a, b]");
    }

    @Test
    void numbersMustBeInRange() {
        assertThatThrownBy(() -> new TrapPlan(0.9, 0.95, 100, 99, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha must be in (0, 1) and power in (alpha, 1), got 0.95 and 0.9");
        assertThatThrownBy(() -> plan(1, 0).rows(DoseResponse.preTraining(), List.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("copies must be at least 1, got 0");
    }
}
