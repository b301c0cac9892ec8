package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerplexityTestTest {
    @Test
    void effectSizesAreThoseComputedByHand() {
        // Controls 1, 2, 3: mean 2, deviation 1. Controls 0, 4: mean 2, deviation sqrt 8.
        ModelScores scores = new ModelScores(
                "m", List.of(TrapScores.of("a", 5, 1, 2, 3), TrapScores.of("b", 0, 0, 4), TrapScores.of("c", 2, 2)));
        PerplexityTest.Result result = PerplexityTest.withDefaults().test(scores);
        assertThat(result.meanZ().orElseThrow()).isCloseTo((3 - 2 / Math.sqrt(8)) / 2, within(1e-12));
        // Pairs with controls 1 2 3 0 4 2: 5 beats all 6, 0 ties one, 2 beats two and ties two.
        assertThat(result.auc()).isCloseTo((6 + 0.5 + 2 + 2 * 0.5) / 18, within(1e-12));
        assertThat(result.test())
                .isEqualTo(TrapRankTest.withDefaults().test(scores).pooled());
    }

    @Test
    void zNeedsControlsThatDiffer() {
        assertThat(PerplexityTest.z(TrapScores.of("a", 1, 2))).isEmpty();
        assertThat(PerplexityTest.z(TrapScores.of("a", 1, 2, 2))).isEmpty();
        ModelScores scores = new ModelScores("m", List.of(TrapScores.of("a", 1, 2, 2)));
        assertThat(PerplexityTest.withDefaults().test(scores).meanZ()).isEmpty();
    }
}
