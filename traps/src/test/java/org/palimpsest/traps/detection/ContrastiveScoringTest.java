package org.palimpsest.traps.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.registry.TrapCandidates;

class ContrastiveScoringTest {
    private static final List<TrapCandidates> TRAPS = List.of(trap("a", 7, 3), trap("b", 7, 0));

    private static TrapCandidates trap(String id, int candidates, int published) {
        return new TrapCandidates(
                id,
                IntStream.range(0, candidates)
                        .mapToObj(c -> "ghost of " + id + c)
                        .toList(),
                published);
    }

    @Test
    void aModelThatKnowsTheTrapsWinsEveryQuestion() {
        ModelScores scores = ContrastiveScoring.withDefaults()
                .withRounds(4, 1)
                .score(
                        "m",
                        TRAPS,
                        (prompts, words) -> prompts.stream()
                                .map(prompt -> prompt.lines()
                                        .filter(line -> line.endsWith(" a3") || line.endsWith(" b0"))
                                        .findFirst()
                                        .map(line -> line.substring(0, 1))
                                        .orElse("none"))
                                .toList());
        for (TrapScores trap : scores.traps()) {
            // In each of four rounds it stands in a group of 4 or 3, which is asked once a member.
            assertThat(trap.published()).isBetween(12.0, 16.0);
            assertThat(trap.controls()).hasSize(6).containsOnly(0);
        }
        assertThat(TrapRankTest.withDefaults().test(scores).pooled().pValue()).isLessThanOrEqualTo(1 / 49.0 + 1e-12);
    }

    @Test
    void aModelThatAlwaysSaysTheFirstLetterGivesEachCandidateOneWinARound() {
        ModelScores scores = ContrastiveScoring.withDefaults()
                .withRounds(3, 1)
                .score(
                        "m",
                        TRAPS,
                        (prompts, words) -> prompts.stream().map(prompt -> "A").toList());
        assertThat(scores.traps().get(0).published()).isEqualTo(3);
        assertThat(scores.traps().get(0).controls()).containsOnly(3);
        assertThat(TrapRankTest.withDefaults().test(scores).pooled().pValue()).isEqualTo(1);
    }

    @Test
    void controlsAreDrawnAndMeetEachOther() {
        List<String> asked = new ArrayList<>();
        ModelScores scores = ContrastiveScoring.withDefaults()
                .withControls(3)
                .withOptions(2)
                .withRounds(6, 2)
                .score("m", TRAPS.subList(0, 1), (prompts, words) -> {
                    asked.addAll(prompts);
                    return prompts.stream().map(prompt -> "no idea").toList();
                });
        assertThat(scores.traps().get(0).controls()).hasSize(3);
        assertThat(asked).hasSize(6 * 4);
        assertThat(asked.stream().filter(prompt -> !prompt.contains("a3"))).isNotEmpty();
    }

    @Test
    void endingsStandBehindTheBeginningOfThePublishedText() {
        List<String> asked = new ArrayList<>();
        ContrastiveScoring.withDefaults().withEndings(1).score("m", TRAPS, (prompts, words) -> {
            asked.addAll(prompts);
            return prompts;
        });
        assertThat(asked.get(0)).contains("begins with:\nghost of\n").contains(") a");
    }

    @Test
    void lettersAreReadAtTheStartOfAnAnswer() {
        assertThat(List.of("B", " (C).", "Answer: D", "Text A is it", "Because", "I think B", "", "b"))
                .extracting(ContrastiveScoring::chosen)
                .containsExactly(1, 2, 3, 0, -1, -1, -1, -1);
    }

    @Test
    void refusesWhatItCannotAsk() {
        ContrastiveScoring scoring = ContrastiveScoring.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scoring.withOptions(9))
                .withMessage("options must be in [2, 8], got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scoring.score("m", List.of(trap("a", 1, 0)), (p, w) -> p))
                .withMessageStartingWith(
                        "trap a must have 1 control or more, got 0: without controls there is no p-value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scoring.score("m", TRAPS, (p, w) -> List.of()))
                .withMessageMatching("the model must return \\d+ answers, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scoring.withEndings(3).score("m", TRAPS, (p, w) -> p))
                .withMessage("trap a must have more than 3 words, got 3");
    }
}
