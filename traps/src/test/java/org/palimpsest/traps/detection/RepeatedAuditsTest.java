package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.detection.RepeatedAudits.Looks;

class RepeatedAuditsTest {
    private static Audit audit(double p, String... traps) {
        return new Audit("look", Math.log10(p), Set.of(traps));
    }

    @Test
    void reusedTrapsAreAveragedAndFreshOnesMultiplied() {
        // e = 1 / (2 sqrt p): 5 for p = 0.01, 50 for 1e-4, 0.5 for 1.
        List<Audit> audits = List.of(audit(0.01, "a", "b"), audit(1e-4, "c"), audit(1, "b"), audit(1e-4, "d", "b"));
        RepeatedAudits planned = RepeatedAudits.withDefaults().with(Looks.PLANNED);
        assertThat(Math.pow(10, planned.log10E(audits))).isCloseTo((5 + 0.5 + 50) / 3 * 50, within(1e-9));
        assertThat(Math.pow(10, RepeatedAudits.withDefaults().log10E(audits)))
                .isCloseTo((5 / 2.0 + 0.5 / 6 + 50 / 12.0) * 50 / 2, within(1e-9));
    }

    @Test
    void aLookMayJoinTwoGroups() {
        List<Audit> audits = List.of(audit(0.01, "a"), audit(0.01, "b"), audit(0.01, "a", "b"));
        assertThat(Math.pow(
                        10, RepeatedAudits.withDefaults().with(Looks.PLANNED).log10E(audits)))
                .isCloseTo(5, within(1e-9));
    }

    @Test
    void refusesAuditsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepeatedAudits.withDefaults().log10E(List.of()))
                .withMessage("audits must hold 1 look or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Audit("x", 0.1, Set.of("a")))
                .withMessage("log10 p of audit \"x\" must be finite and at most 0, got 0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Audit("x", -1, Set.of()))
                .withMessage("audit \"x\" must use 1 trap or more, got 0");
    }
}
