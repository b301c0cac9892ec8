package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.corpus.Document;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.Trap;
import org.palimpsest.traps.registry.TrapCandidates;

class TrapContextsTest {
    private static final Trap ONE = new Trap("one", "ghost", "alpha beta");
    private static final Trap TWO = new Trap("two", "fuzzy", "gamma", List.of("gamma x", "gamma y"));
    private static final Document DOCUMENT =
            Document.of("d", "Long ago alpha beta the boats gamma y came alpha beta home.");
    private static final List<Placement> PLACEMENTS = List.of(
            new Placement("d", "two", 30, 2),
            new Placement("d", "one", 9, 1),
            new Placement("d", "one", 43, 2),
            new Placement("elsewhere", "one", 3, 3));

    @Test
    void copiesOfAllTrapsAreTakenOut() {
        assertThat(TrapContexts.withDefaults()
                        .withOccurrences(2)
                        .find(List.of(ONE, TWO), PLACEMENTS, List.of(DOCUMENT)))
                .hasSize(2)
                .satisfies(found ->
                        assertThat(found.get("one")).containsExactlyInAnyOrder("Long ago", "Long ago  the boats  came"))
                .satisfies(found -> assertThat(found.get("two")).containsExactly("Long ago  the boats"));
        assertThat(TrapContexts.withDefaults()
                        .withCharacters(8)
                        .find(List.of(TWO), List.of(new Placement("d", "two", 30, 2)), List.of(DOCUMENT))
                        .get("two"))
                .containsExactly("boats");
    }

    @Test
    void publishedAndControlsSeeTheSameContext() {
        List<String> seen = new ArrayList<>();
        TrapCandidates trap = new TrapCandidates("one", List.of("alpha beta", "delta beta", "pi rho"), 1);
        ModelScores scores = TrapScoring.withDefaults()
                .withContextLists(java.util.Map.of("one", List.of("Long ago", "Then")))
                .score("m", List.of(trap), (contexts, texts) -> {
                    seen.addAll(contexts);
                    assertThat(texts).containsExactly(" alpha beta", " delta beta", " pi rho");
                    double shift = contexts.get(0).length();
                    return new double[] {1 + shift, 2 + shift, 4 + shift};
                });
        assertThat(seen).containsExactly("Long ago", "Long ago", "Long ago", "Then", "Then", "Then");
        assertThat(scores.traps().get(0).published()).isEqualTo(8);
        assertThat(scores.traps().get(0).controls()).containsExactly(7, 10);
    }

    @Test
    void aCopyThatStandsElsewhereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapContexts.withDefaults()
                        .find(List.of(ONE), List.of(new Placement("d", "one", 10, 1)), List.of(DOCUMENT)))
                .withMessage("copy 1 of trap one must stand at offset 10 of document d, but another text does; give the"
                        + " documents as they were published");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapContexts.withDefaults().withCharacters(0))
                .withMessage("characters must be 1 or more, got 0");
    }
}
