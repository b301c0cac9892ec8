package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConclusionTest {
    private static final PowerCurve CURVE = CorrelationPower.spearman(0.01, Alternative.GREATER);
    private static final double NONE = Double.NEGATIVE_INFINITY;

    @Test
    void noEvidenceSaysWhatWouldHaveBeenFound() {
        Conclusion conclusion = Conclusion.of(result(-0.699, 50), NONE, 0.01, Randomisation.VERIFIED, CURVE);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        DetectableEffect detectable = conclusion.detectable();
        assertThat(detectable).isNotNull();
        if (detectable != null) {
            assertThat(detectable.value())
                    .isCloseTo(PowerPlan.minimumDetectableCorrelation(50, 0.01, 0.9), within(1e-10));
        }
        assertThat(conclusion.sentence())
                .isEqualTo("no-evidence: p = 0.2 (log10 p = -0.699), exact, greater, n = 50, level 0.01. The smallest"
                        + " effect that the test would have found with 90 % power: Spearman correlation of 0.4825.");
    }

    @Test
    void significantResultsGiveTheirTail() {
        Conclusion conclusion = Conclusion.of(result(-1234.5678, 1_000_000), NONE, 0.01, Randomisation.VERIFIED, CURVE);
        assertThat(conclusion.sentence())
                .isEqualTo("randomised-evidence: p = below 1e-300 (log10 p = -1235), exact, greater, n = 1000000, level"
                        + " 0.01.");
        assertThat(Conclusion.of(result(-7, 100), NONE, 0.01, Randomisation.UNVERIFIED, CURVE)
                        .sentence())
                .startsWith("consistent-unverified: p = 1e-7 ");
    }

    @Test
    void aTestThatFindsNoEffectHoweverLargeIsUnderpowered() {
        // With 9 controls nothing is significant at 1 %; three pairs are too few for the curve.
        PowerCurve trap = TrapPower.oneTrap(0.01);
        assertThat(Conclusion.of(result(-0.5, 9), NONE, 0.01, Randomisation.VERIFIED, trap)
                        .verdict())
                .isEqualTo(Verdict.UNDERPOWERED);
        assertThat(Conclusion.of(result(-0.5, 3), NONE, 0.01, Randomisation.VERIFIED, CURVE)
                        .verdict())
                .isEqualTo(Verdict.UNDERPOWERED);
        assertThat(Conclusion.of(result(-0.5, 3), NONE, 0.01, Randomisation.REFUTED, CURVE)
                        .verdict())
                .isEqualTo(Verdict.CONFOUNDED);
    }

    @Test
    void noSentenceSaysThatAnythingIsProved() {
        for (Randomisation randomisation : Randomisation.values()) {
            for (double log10P : new double[] {0, -0.5, -2, -9, -400}) {
                for (double floor : new double[] {-1, NONE}) {
                    for (Alternative side : Alternative.values()) {
                        for (PValueMethod method : PValueMethod.values()) {
                            TestResult test = TestResult.ofLog10P("order is random", 1, log10P, side, method, 40);
                            Conclusion conclusion = Conclusion.of(
                                    test, floor, 0.01, randomisation, CorrelationPower.kendall(0.01, side));
                            assertThat(conclusion.sentence())
                                    .startsWith(conclusion.verdict().label() + ": p = ")
                                    .contains("log10 p = ", side.label(), method.label(), "n = 40")
                                    .endsWith(".")
                                    .doesNotContainIgnoringCase("prove")
                                    .doesNotContainIgnoringCase("proof");
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> new Conclusion(Verdict.NO_EVIDENCE, result(-0.5, 9), 0.01, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("detectable must be given for no-evidence");
        assertThatThrownBy(() -> new Conclusion(Verdict.CONFOUNDED, result(-0.5, 9), 1, null))
                .hasMessage("alpha must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new DetectableEffect(" ", 1, 0.9)).hasMessage("name must not be blank");
        assertThatThrownBy(() -> new DetectableEffect("x", Double.NaN, 0.9))
                .hasMessage("value must be finite, got NaN");
        assertThatThrownBy(() -> new DetectableEffect("x", 1, 1)).hasMessage("power must be in (0, 1), got 1.0");
    }

    private static TestResult result(double log10P, long n) {
        return TestResult.ofLog10P("order is random", 0.1, log10P, Alternative.GREATER, PValueMethod.EXACT, n);
    }
}
