package org.palimpsest.provenance.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class InteractionReportTest {
    private static List<ArmOutcome> run(double arm, double other, double interaction, int n, long seed) {
        RandomGenerator random = RandomStream.of(seed, "arms");
        List<ArmOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean treated = random.nextBoolean();
            boolean on = random.nextBoolean();
            double value =
                    random.nextGaussian() + (treated ? arm : 0) + (on ? other : 0) + (treated && on ? interaction : 0);
            outcomes.add(new ArmOutcome("ghosts", treated, value, Map.of("facts", on)));
        }
        return outcomes;
    }

    @Test
    void differencesAreThoseWorkedOutByHand() {
        double[][] values = {{5, 7}, {1, 3}, {2, 4}, {1, 1}};
        List<ArmOutcome> outcomes = new ArrayList<>();
        for (int cell = 0; cell < 4; cell++) {
            for (double value : values[cell]) {
                outcomes.add(new ArmOutcome("a", cell < 2, value, Map.of("b", cell % 2 == 0)));
            }
        }
        InteractionReport.Result result = InteractionReport.withDefaults().of(outcomes);
        assertThat(result.arms().get(0).difference().value()).isCloseTo(4 - 2, within(1e-12));
        InteractionReport.Pair pair = result.pairs().get(0);
        assertThat(pair.on()).isEqualTo(6 - 3);
        assertThat(pair.off()).isEqualTo(2 - 1);
        assertThat(pair.interaction().value()).isCloseTo(2, within(1e-12));
        // each cell of 2 units that differ by 2, the last by 0: three variances of 2, halved
        assertThat(pair.interaction().standardError()).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(pair.interaction().clusters()).isEqualTo(8);
        assertThat(pair.interaction().interval().contains(2)).isTrue();
        assertThat(pair.holmLog10P()).isEqualTo(pair.test().log10PValue());
    }

    @Test
    void anInteractionIsFoundAndAMainEffectIsNone() {
        InteractionReport report = new InteractionReport(499, 0);
        assertThat(report.of(run(1, 0, 2, 200, 1)).pairs().get(0).test().pValue())
                .isLessThan(0.01);
        int rejected = 0;
        int rejectedMain = 0;
        for (int seed = 0; seed < 200; seed++) {
            InteractionReport small = new InteractionReport(99, seed);
            rejected += small.of(run(1, 0, 0, 60, seed)).pairs().get(0).test().pValue() <= 0.05 ? 1 : 0;
            rejectedMain +=
                    small.of(run(1, 2, 0, 60, seed)).pairs().get(0).test().pValue() <= 0.05 ? 1 : 0;
        }
        assertThat(rejected).isBetween(2, 22);
        assertThat(rejectedMain).isLessThanOrEqualTo(22);
    }

    @Test
    void unitsOfAClusterAreDrawnTogether() {
        List<ArmOutcome> alone = run(1, 0, 2, 60, 3);
        List<ArmOutcome> twice = new ArrayList<>();
        for (int i = 0; i < alone.size(); i++) {
            ArmOutcome one = alone.get(i);
            for (int twin = 0; twin < 2; twin++) {
                twice.add(new ArmOutcome(one.experiment(), one.treated(), one.outcome(), one.others(), "document" + i));
            }
        }
        InteractionReport report = new InteractionReport(99, 0);
        InteractionReport.Pair once = report.of(alone).pairs().get(0);
        InteractionReport.Pair twins = report.of(twice).pairs().get(0);
        assertThat(twins.interaction().clusters()).isEqualTo(once.interaction().clusters());
        assertThat(twins.interaction().standardError())
                .isCloseTo(once.interaction().standardError(), within(1e-12));
        assertThat(twins.interaction().interval().contains(2)).isTrue();
    }

    @Test
    void tooFewUnitsAreRefusedWithTheReason() {
        List<ArmOutcome> outcomes = new ArrayList<>(run(1, 0, 0, 40, 1));
        outcomes.add(new ArmOutcome("lonely", true, 1, Map.of()));
        assertThat(InteractionReport.withDefaults().of(outcomes).refused())
                .containsExactly("lonely: 2 units in each arm are needed, got 1 treated and 0 control");
        assertThatThrownBy(() -> InteractionReport.withDefaults().of(outcomes.subList(40, 41)))
                .hasMessageContaining("no experiment has 2 units in each arm");
    }
}
