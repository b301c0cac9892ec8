package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.registry.TrapCandidates;

class PooledTrapTestTest {
    @Test
    void tiesCountAgainstTheEvidenceInEveryPooling() {
        ModelScores tied = new ModelScores("m", List.of(TrapScores.of("a", 1, 1, 1), TrapScores.of("b", 2, 2, 2)));
        for (Pooling pooling : Pooling.values()) {
            assertThat(PooledTrapTest.withDefaults().with(pooling).test(tied).pValue())
                    .isEqualTo(1);
            assertThat(Pooling.of(pooling.label())).isEqualTo(pooling);
        }
    }

    @Test
    void noControlsNoPValue() {
        ModelScores bare = new ModelScores("m", List.of(TrapScores.of("a", 1)));
        for (Pooling pooling : Pooling.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> PooledTrapTest.withDefaults().with(pooling).test(bare))
                    .withMessageContaining("without controls there is no p-value");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectionTest.withDefaults().hits(new double[] {1}, new double[0]))
                .withMessageContaining("a pool without both gives no p-value");
    }

    @Test
    void aReferenceMustScoreTheSameTraps() {
        ModelScores suspect = new ModelScores("m", List.of(TrapScores.of("a", 5, 1, 4)));
        ModelScores reference = new ModelScores("r", List.of(TrapScores.of("a", 1, 1, 3)));
        assertThat(RatioTest.withDefaults().test(suspect, reference).pValue()).isCloseTo(1 / 3.0, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suspect.minus(new ModelScores("r", List.of(TrapScores.of("b", 1, 1, 3)))))
                .withMessage("trap a with 2 controls must be scored alike by the reference, got trap b with 2");
    }

    @Test
    void ownersArePooledUnderTheirNames() {
        ModelScores a = new ModelScores("m", List.of(TrapScores.of("t", 5, 1, 4)));
        ModelScores both = ModelScores.ofOwners("m", Map.of("x", a, "y", a));
        assertThat(both.traps()).extracting(TrapScores::trap).containsExactlyInAnyOrder("x/t", "y/t");
        assertThat(PooledTrapTest.withDefaults().test(both).pValue()).isCloseTo(1 / 9.0, within(1e-12));
    }

    @Test
    void equalScoresAtTheLastPickCountForTheUnpublished() {
        assertThat(CollectionTest.withDefaults()
                        .withPicked(1)
                        .hits(new double[] {3, 1}, new double[] {3, 0})
                        .statistic())
                .isZero();
    }

    @Test
    void aDocumentIsScoredUnderEveryCandidate() {
        TrapCandidates trap = new TrapCandidates("t", List.of("k0", "k1", "k2"), 2);
        ModelScores scores = DocumentScoring.with((text, key) -> text + key)
                .withCharacters(4)
                .score("m", List.of(trap), Map.of("t", List.of("page one", "page two")), (contexts, texts) -> {
                    assertThat(contexts).containsOnly("");
                    assertThat(texts.get(0)).matches(" (one|two)k0");
                    return new double[] {1, 2, 7};
                });
        assertThat(scores.traps().get(0).published()).isEqualTo(14);
        assertThat(scores.traps().get(0).controls()).containsExactly(2, 4);
        assertThat(scores.traps().get(0).copies()).hasValue(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentScoring.with((text, key) -> text)
                        .score("m", List.of(trap), Map.of(), (contexts, texts) -> new double[3]))
                .withMessage("trap t must have 1 document or more that is written under it, got 0; give the originals");
    }
}
