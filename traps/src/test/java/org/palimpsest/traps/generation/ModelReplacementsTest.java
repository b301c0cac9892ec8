package org.palimpsest.traps.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

class ModelReplacementsTest {
    private static final WordModel MODEL = new WordModel(100, 10, 5);

    private static ListedCandidates list() {
        return new ListedCandidates(
                "copyright",
                List.of(List.of(
                        ListedCandidate.of(text(0)), ListedCandidate.of(text(1)), ListedCandidate.of(text(2)))));
    }

    private static String text(int shift) {
        return IntStream.range(0, 20).mapToObj(i -> "w" + (i + shift)).collect(Collectors.joining(" "));
    }

    @Test
    void everyCandidateHasCopiesOfLikelyTokensAtSpacedPlaces() {
        ListedCandidates fuzzy =
                new ModelReplacements(MODEL, MODEL, 3, 4, 8).apply(list(), KeyedStream.of(new byte[] {1}, "f"));
        for (ListedCandidate candidate : fuzzy.groups().get(0)) {
            int[] tokens = MODEL.encode(candidate.text());
            Set<List<Integer>> sets = new HashSet<>();
            assertThat(candidate.wordings()).hasSize(8);
            for (String copy : candidate.wordings()) {
                int[] others = MODEL.encode(copy);
                List<Integer> changed = new ArrayList<>();
                for (int i = 0; i < tokens.length; i++) {
                    if (tokens[i] != others[i]) {
                        assertThat(others[i]).isLessThan(5);
                        changed.add(i);
                    }
                }
                assertThat(changed).hasSize(3);
                assertThat(changed.get(1) - changed.get(0)).isGreaterThan(4);
                assertThat(changed.get(2) - changed.get(1)).isGreaterThan(4);
                assertThat(sets.add(changed)).isTrue();
            }
        }
        assertThat(fuzzy.groups().get(0)).extracting(ListedCandidate::text).containsExactly(text(0), text(1), text(2));
        assertThat(fuzzy.options().toString()).contains("replaced=3").contains("words-100-10.0");
    }

    @Test
    void refusesWhatCannotBeMade() {
        KeyedStream stream = KeyedStream.of(new byte[] {1}, "f");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelReplacements(MODEL, MODEL, 3, 9, 1).apply(list(), stream))
                .withMessage("run must be in [0, 8] for 3 replaced of 20 parts, got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelReplacements(MODEL, MODEL, 20, 0, 2).apply(list(), stream))
                .withMessageStartingWith("copies must be at most 1 for");
        WordModel silent = new WordModel(100, 10, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelReplacements(silent, silent, 1, 0, 1).apply(list(), stream))
                .withMessageStartingWith("the model must name 2 likeliest tokens or more");
    }
}
