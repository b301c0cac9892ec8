package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.detection.StampComparison.Procedure;
import org.palimpsest.traps.detection.StampComparison.Rate;

class StampComparisonTest {
    @Test
    void oneKeyForAllDocumentsRejectsTooOftenAndADrawADocumentDoesNot() {
        Map<Procedure, Rate> rates = new StampComparison(300, 5, 0.1, 0).rejections(400, 2, 0.05);
        assertThat(rate(rates, Procedure.ONE_KEY_T).interval().low()).isGreaterThan(0.1);
        for (Procedure exact :
                new Procedure[] {Procedure.ONE_KEY_RANK, Procedure.DRAWN_LABELS, Procedure.DRAWN_RANKS}) {
            assertThat(rate(rates, exact).interval().low()).as(exact.label()).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void exactTestsLoseNoPower() {
        Map<Procedure, Rate> rates = new StampComparison(300, 5, 0.1, 0.35).rejections(100, 3, 0.01);
        assertThat(rate(rates, Procedure.DRAWN_LABELS).value()).isGreaterThan(0.9);
        assertThat(rate(rates, Procedure.DRAWN_RANKS).value()).isGreaterThan(0.9);
        // Six keys: no p-value below 1/6.
        assertThat(rate(rates, Procedure.ONE_KEY_RANK).value()).isZero();
    }

    private static Rate rate(Map<Procedure, Rate> rates, Procedure procedure) {
        return Objects.requireNonNull(rates.get(procedure));
    }
}
