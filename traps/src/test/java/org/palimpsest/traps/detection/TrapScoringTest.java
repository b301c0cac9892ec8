package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.RegistryOptions;
import org.palimpsest.traps.registry.TrapCandidates;
import org.palimpsest.traps.registry.TrapRegistry;

class TrapScoringTest {
    private static final TextScorer LENGTH =
            (contexts, texts) -> texts.stream().mapToDouble(String::length).toArray();

    @Test
    void publishedScoreIsTakenFromItsPlaceAndControlsKeepTheirOrder() {
        for (int published = 0; published < 3; published++) {
            List<String> texts = List.of("x", "xx", "xxx");
            TrapScores scores = TrapScoring.withDefaults()
                    .score("m", List.of(new TrapCandidates("t", texts, published)), LENGTH)
                    .traps()
                    .get(0);
            assertThat(scores.published()).isEqualTo(published + 1);
            List<Double> others = new ArrayList<>(List.of(1.0, 2.0, 3.0));
            others.remove(published);
            assertThat(scores.controls()).containsExactly(others.get(0), others.get(1));
        }
    }

    @Test
    void allCandidatesStandBehindTheIdenticalContext() {
        List<String> seen = new ArrayList<>();
        TextScorer recording = (contexts, texts) -> {
            for (int i = 0; i < texts.size(); i++) {
                seen.add(contexts.get(i) + "|" + texts.get(i));
            }
            return new double[texts.size()];
        };
        TrapCandidates trap = new TrapCandidates("t", List.of("a", "b"), 1);
        TrapScoring scoring = TrapScoring.withDefaults();
        scoring.withContexts(Map.of("t", "Some of it")).score("m", List.of(trap), recording);
        scoring.withContexts(Map.of("t", "It ends\n")).score("m", List.of(trap), recording);
        scoring.score("m", List.of(trap), recording);
        assertThat(seen).containsExactly("Some of it| a", "Some of it| b", "It ends\n|a", "It ends\n|b", "|a", "|b");
    }

    @Test
    void aScorerThatKnowsThePublishedTextsIsFound() {
        TrapRegistry registry =
                TrapRegistry.generate(RegistryOptions.defaults().withCount(6).withControls(19), MasterKey.practice(4));
        List<String> known = registry.traps().stream().map(trap -> trap.text()).toList();
        TextScorer scorer = (contexts, texts) -> texts.stream()
                .mapToDouble(text -> known.contains(text) ? -1 : -5 - text.length() / 1e3)
                .toArray();
        ModelScores scores = TrapScoring.withDefaults()
                .withCopies(Map.of("trap-000002", 8))
                .score("m", registry.allCandidates(), scorer);
        assertThat(TrapRankTest.withDefaults().test(scores).pooled().log10PValue())
                .isLessThan(-6 * Math.log10(20) + 1e-9);
        assertThat(scores.traps().get(2).copies()).hasValue(8);
        assertThat(scores.traps().get(1).copies()).isEmpty();
    }

    @Test
    void refusesLeaksAndShortAnswers() {
        TrapCandidates trap = new TrapCandidates("t", List.of("alpha", "beta"), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapScoring.withDefaults()
                        .withContexts(Map.of("t", "here is beta"))
                        .score("m", List.of(trap), LENGTH))
                .withMessage("context of trap t must hold neither the trap nor a control, but it holds candidate 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapScoring.withDefaults().score("m", List.of(trap), (c, t) -> new double[1]))
                .withMessage("scorer of model \"m\" must return 2 scores for trap t, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrapCandidates("t", List.of("a"), 1))
                .withMessage("published must be in [0, 1), got 1 for trap t");
    }
}
