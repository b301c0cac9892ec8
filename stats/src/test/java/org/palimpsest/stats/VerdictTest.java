package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final double NONE = Double.NEGATIVE_INFINITY;

    @Test
    void labelsAreThoseOfTheCommandLine() {
        assertThat(Arrays.stream(Verdict.values()).map(Verdict::label))
                .containsExactly(
                        "randomised-evidence", "consistent-unverified", "confounded", "underpowered", "no-evidence");
        assertThat(Arrays.stream(Alternative.values()).map(Alternative::label))
                .containsExactly("two-sided", "greater", "less");
        assertThat(Arrays.stream(PValueMethod.values()).map(PValueMethod::label))
                .containsExactly("exact", "permutation", "asymptotic");
        assertThat(Arrays.stream(Randomisation.values()).map(Randomisation::label))
                .containsExactly("verified", "unverified", "refuted");
    }

    @Test
    void everyVerdictSaysOneSentenceAndProvesNothing() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(verdict.meaning())
                    .endsWith(".")
                    .doesNotContainIgnoringCase("prove")
                    .hasSizeGreaterThan(40);
            assertThat(verdict.meaning().indexOf(". ")).isNegative();
        }
    }

    @Test
    void significanceAndRandomisationDecide() {
        assertThat(Verdict.of(-3, NONE, 0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.RANDOMISED_EVIDENCE);
        assertThat(Verdict.of(-3, NONE, 0.01, Randomisation.UNVERIFIED)).isEqualTo(Verdict.CONSISTENT_UNVERIFIED);
        assertThat(Verdict.of(-3, NONE, 0.01, Randomisation.REFUTED)).isEqualTo(Verdict.CONFOUNDED);
        assertThat(Verdict.of(-1, NONE, 0.01, Randomisation.REFUTED)).isEqualTo(Verdict.CONFOUNDED);
        assertThat(Verdict.of(-1, NONE, 0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.NO_EVIDENCE);
        assertThat(Verdict.of(-1, -1.3, 0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.UNDERPOWERED);
        assertThat(Verdict.of(-1, -2, 0.01, Randomisation.UNVERIFIED)).isEqualTo(Verdict.NO_EVIDENCE);
    }

    @Test
    void levelItselfIsSignificant() {
        double atLevel = RankTest.withDefaults().test(1, new double[99]).log10PValue();
        assertThat(Verdict.of(atLevel, atLevel, 0.01, Randomisation.VERIFIED)).isEqualTo(Verdict.RANDOMISED_EVIDENCE);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> Verdict.of(Double.NaN, NONE, 0.01, Randomisation.VERIFIED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log10P must be at most 0, got NaN");
        assertThatThrownBy(() -> Verdict.of(-1, 1, 0.01, Randomisation.VERIFIED))
                .hasMessage("smallestLog10P must be at most 0, got 1.0");
        assertThatThrownBy(() -> Verdict.of(-1, NONE, 1, Randomisation.VERIFIED))
                .hasMessage("alpha must be in (0, 1), got 1.0");
    }
}
