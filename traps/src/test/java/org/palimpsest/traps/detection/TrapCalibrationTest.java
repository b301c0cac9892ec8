package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrapCalibrationTest {
    @Test
    void noTestOfAnyFamilyRejectsTooOften() {
        assertThat(NullAudits.run(120, 5))
                .hasSizeGreaterThan(100)
                .allSatisfy(outcome -> assertThat(outcome.holds())
                        .as(() -> outcome.family() + ", " + outcome.test() + ": " + outcome.rate(0.05)
                                + " at 0.05, excess " + outcome.excess() + ", lack " + outcome.lack())
                        .isTrue());
    }

    @Test
    void aTestThatRejectsTooOftenIsSeen() {
        double[] tooSmall =
                IntStream.range(0, 500).mapToDouble(i -> (i + 0.5) / 700).toArray();
        double[] tooLarge = IntStream.range(0, 500)
                .mapToDouble(i -> Math.sqrt((i + 0.5) / 500))
                .toArray();
        assertThat(new NullAudits.Outcome("f", "t", false, tooSmall).holds()).isFalse();
        assertThat(new NullAudits.Outcome("f", "t", false, tooLarge).holds()).isTrue();
        assertThat(new NullAudits.Outcome("f", "t", true, tooLarge).holds()).isFalse();
        assertThat(List.of(new NullAudits.Outcome("f", "t", true, new double[] {0.3, 0.9}).excess()))
                .containsExactly(0.2);
    }
}
