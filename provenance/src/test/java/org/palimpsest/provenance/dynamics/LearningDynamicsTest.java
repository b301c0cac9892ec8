package org.palimpsest.provenance.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LearningDynamicsTest {
    /** A fact that rises by e at step 10 and has e (0.8, 0.6, 0.4) left 10, 100 and 1,000 steps after its peak at 20. */
    private static void fact(
            String name, String kind, double e, List<ProbeReading> into, Map<String, long[]> exposures) {
        exposures.put(name, new long[] {10});
        long[] steps = {0, 10, 20, 30, 120, 1_020};
        double[] gained = {0, 0, e, 0.8 * e, 0.6 * e, 0.4 * e};
        for (int i = 0; i < steps.length; i++) {
            into.add(new ProbeReading(name + "/" + kind, name, kind, steps[i], -9 + gained[i]));
        }
    }

    private static ProbeTable table(double... effects) {
        List<ProbeReading> readings = new ArrayList<>();
        Map<String, long[]> exposures = new HashMap<>();
        for (int i = 0; i < effects.length; i++) {
            fact("f" + i, "verbatim", effects[i], readings, exposures);
            fact("f" + i, "knowledge", effects[i] / 2, readings, exposures);
        }
        return new ProbeTable(readings, exposures);
    }

    @Test
    void withoutNoiseTheDefinitionsComeOutExactly() {
        LearningDynamics.Result result = LearningDynamics.withDefaults().of(table(1, 2, 3));
        assertThat(result.kinds()).extracting(KindDynamics::kind).containsExactly("knowledge", "verbatim");
        KindDynamics verbatim = result.kinds().get(1);
        assertThat(verbatim.effectivity().value()).isCloseTo(2, within(1e-12));
        assertThat(verbatim.decay().value()).isCloseTo(0.2, within(1e-12));
        // R = 1 - 0.2 log10 t is 0 at 10^5
        assertThat(Objects.requireNonNull(verbatim.log10Threshold()).value()).isCloseTo(5, within(1e-9));
        assertThat(verbatim.curve().stream()
                        .mapToLong(point -> Math.round(1e9 * point.retained().value()))
                        .toArray())
                .containsExactly(800_000_000L, 600_000_000L, 400_000_000L);
        assertThat(verbatim.curve()).extracting(RetentionPoint::fromSteps).containsExactly(10L, 100L, 1_000L);
        AxisContrast contrast = result.contrasts().get(0);
        assertThat(contrast.effectivityDifference().value()).isCloseTo(-1, within(1e-12));
        assertThat(Objects.requireNonNull(contrast.correlation()).statistic()).isEqualTo(1);
    }

    @Test
    void aFactThatIsNotForgottenHasNoThreshold() {
        List<ProbeReading> readings = new ArrayList<>();
        Map<String, long[]> exposures = new HashMap<>();
        for (int f = 0; f < 6; f++) {
            exposures.put("f" + f, new long[] {5});
            for (int step = 0; step <= 200; step += 10) {
                double wobble = 0.1 * Math.sin(f + step);
                readings.add(new ProbeReading("p" + f, "f" + f, "all", step, step > 5 ? -1 + wobble : -3));
            }
        }
        KindDynamics kind = LearningDynamics.withDefaults()
                .of(new ProbeTable(readings, exposures))
                .kinds()
                .get(0);
        assertThat(kind.log10Threshold()).isNull();
        assertThat(kind.effectivity().value()).isCloseTo(2, within(0.1));
    }

    @Test
    void outliersAreLeftOutByTheRule() {
        LearningDynamics.Options rule =
                new LearningDynamics.Options(50, PeakRule.CROSS_FITTED, 2, Long.MAX_VALUE, 199, 0.95, 0);
        KindDynamics kept = LearningDynamics.withDefaults()
                .with(rule)
                .of(table(1, 1.1, 1.2, 1.3, 1.4, 50))
                .kinds()
                .get(1);
        assertThat(kept.outliers()).isEqualTo(1);
        assertThat(kept.facts()).extracting(FactDynamics::fact).doesNotContain("f5");
    }

    @Test
    void theTruthIsCoveredAndPeaksByNoiseAreNot() {
        int[] covered = DynamicsBench.covered(new SyntheticRun(40, 1, 2, 0.3, 0.25, 4.6, 0.3, 5), 40, 3);
        assertThat(covered[0]).isGreaterThanOrEqualTo(34);
        assertThat(covered[1]).isGreaterThanOrEqualTo(34);
        assertThat(covered[2]).isGreaterThanOrEqualTo(34);
        assertThat(covered[4]).isLessThan(31);
    }

    @Test
    void factsWithoutTheReadingsThatDefinitionsNeedAreCounted() {
        List<ProbeReading> readings = new ArrayList<>();
        Map<String, long[]> exposures = new HashMap<>();
        fact("a", "all", 1, readings, exposures);
        fact("b", "all", 2, readings, exposures);
        readings.add(new ProbeReading("c", "c", "all", 500, -2));
        exposures.put("c", new long[] {10});
        readings.add(new ProbeReading("d", "d", "all", 500, -2));
        LearningDynamics.Result result = LearningDynamics.withDefaults().of(new ProbeTable(readings, exposures));
        assertThat(result.kinds().get(0).unusable()).isEqualTo(1);
        assertThat(result.unexposed()).isEqualTo(1);
        assertThatThrownBy(() -> LearningDynamics.withDefaults()
                        .of(new ProbeTable(readings.subList(12, 13), Map.of("c", new long[] {10}))))
                .hasMessageContaining("2 facts of a kind are needed");
    }

    @Test
    void badTablesAreNamed() {
        ProbeReading one = new ProbeReading("p", "f", "all", 3, -1);
        assertThatThrownBy(() -> new ProbeTable(List.of(one, one), Map.of()))
                .hasMessage("probe p has two readings at step 3");
        ProbeReading other = new ProbeReading("p", "g", "all", 4, -1);
        assertThatThrownBy(() -> new ProbeTable(List.of(one, other), Map.of()))
                .hasMessage("probe p must have one fact and one kind, got f, all and g, all");
        assertThatThrownBy(() -> new ProbeReading("p", "f", "all", 3, Double.NaN))
                .hasMessage("a log-probability must be finite, got NaN for probe p at step 3");
    }
}
