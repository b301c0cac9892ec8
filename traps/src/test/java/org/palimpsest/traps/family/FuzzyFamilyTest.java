package org.palimpsest.traps.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FuzzyFamilyTest extends TrapFamilyContract {
    private static final int REPLACED = 4;
    private static final int RUN = 5;
    private static final int COPIES = 20;

    @Override
    TrapFamily family() {
        GhostSentenceFamily base = GhostSentenceFamily.withDefaults()
                .withWords(40)
                .withPrefix("It is")
                .withCustom("end");
        return new FuzzyFamily(base, REPLACED, RUN, COPIES);
    }

    @Test
    void copiesDifferWhereTheyShouldAndKeepTheirRuns() {
        KeyedStream stream = KeyedStream.of(new byte[] {7}, "f");
        for (int trap = 0; trap < 20; trap++) {
            String text = family().draw(stream);
            List<String> words = List.of(text.split(" ", -1));
            Set<List<Integer>> sets = new HashSet<>();
            List<String> copies = family().wordings(text, stream);
            assertThat(copies).hasSize(COPIES);
            for (String copy : copies) {
                List<String> others = List.of(copy.split(" ", -1));
                assertThat(others).hasSameSizeAs(words);
                List<Integer> changed = new ArrayList<>();
                for (int i = 0; i < words.size(); i++) {
                    if (!words.get(i).equals(others.get(i))) {
                        changed.add(i);
                    }
                }
                assertThat(changed).hasSize(REPLACED);
                assertThat(changed.get(0)).isGreaterThanOrEqualTo(2);
                assertThat(changed.get(REPLACED - 1)).isLessThan(words.size() - 1);
                for (int i = 1; i < REPLACED; i++) {
                    assertThat(changed.get(i) - changed.get(i - 1) - 1).isGreaterThanOrEqualTo(RUN);
                }
                assertThat(sets.add(changed)).isTrue();
            }
        }
    }

    @Test
    void charactersAndDigitsAreParts() {
        for (PartedFamily base : List.of(
                HashFamily.withDefaults(), RandomSequenceFamily.withDefaults().withSymbols(SymbolSet.ascii(95)))) {
            FuzzyFamily fuzzy = new FuzzyFamily(base, 3, 2, 5);
            String text = fuzzy.draw(KeyedStream.of(new byte[] {8}, "c"));
            assertThat(fuzzy.wordings(text, KeyedStream.of(new byte[] {8}, "w")))
                    .hasSize(5)
                    .allSatisfy(copy -> {
                        assertThat(copy).hasSameSizeAs(text).isEqualTo(copy.strip());
                        long changed = IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) != copy.charAt(i))
                                .count();
                        assertThat(changed).isEqualTo(3);
                    });
            assertThat(fuzzy.entropyBits()).isEqualTo(base.entropyBits());
            assertThat(TrapFamilies.of("fuzzy", fuzzy.options())).isEqualTo(fuzzy);
        }
    }

    @Test
    void refusesMoreCopiesThanSetsOfPositions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FuzzyFamily(GhostSentenceFamily.withDefaults(), 2, 10, 2))
                .withMessage("copies must be in [1, 1], the sets of 2 positions of 12 with runs of 10, got 2");
        Map<String, Object> options =
                Map.of("base", "uuid", "baseOptions", Map.of(), "replaced", 1, "run", 0, "copies", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrapFamilies.of("fuzzy", options))
                .withMessage("base of family fuzzy must be made of parts, got uuid");
    }
}
