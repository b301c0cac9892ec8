package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.family.FactFamily;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;

class ScoredPartTest {
    @Test
    void aSharedBeginningEndsWithAWord() {
        assertThat(ScoredPart.of(List.of("the ghost is red", "the ghost is rust", "the ghost is green")))
                .containsExactly(new ScoredPart("the ghost is", List.of("red", "rust", "green")));
        assertThat(ScoredPart.of(List.of("it is red", "it is rust")))
                .containsExactly(new ScoredPart("it is", List.of("red", "rust")));
        assertThat(ScoredPart.of(List.of("a b", "a b c"))).containsExactly(new ScoredPart("a", List.of("b", "b c")));
        assertThat(ScoredPart.of(List.of("one", "two"))).containsExactly(new ScoredPart("", List.of("one", "two")));
    }

    @Test
    void everySentenceOfAFactIsAPart() {
        TrapCandidates trap = TrapRegistry.generate(
                        RegistryOptions.defaults()
                                .withFamily(FactFamily.withDefaults())
                                .withCount(1)
                                .withControls(9),
                        MasterKey.practice(2))
                .candidates(0);
        List<ScoredPart> parts = ScoredPart.of(trap.texts());
        assertThat(parts).hasSize(4).allSatisfy(part -> {
            assertThat(part.shared()).startsWith("The ");
            assertThat(part.drawn()).hasSize(10).doesNotContain("");
        });
        for (int c = 0; c < 10; c++) {
            int candidate = c;
            assertThat(String.join(
                            " ",
                            parts.stream()
                                    .map(part ->
                                            part.shared() + " " + part.drawn().get(candidate))
                                    .toList()))
                    .isEqualTo(trap.texts().get(c));
        }
    }

    @Test
    void onlyDrawnWordsAreScoredBehindTheSharedOnes() {
        TrapScoring.withDefaults()
                .with(ScoredWords.DRAWN)
                .withContexts(java.util.Map.of("t", "Page one."))
                .score(
                        "m",
                        List.of(new TrapCandidates("t", List.of("the ghost is red", "the ghost is blue"), 0)),
                        (contexts, texts) -> {
                            assertThat(contexts).containsOnly("Page one. the ghost is");
                            assertThat(texts).containsExactly(" red", " blue");
                            return new double[] {1, 2};
                        });
    }
}
