package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExactSubstringRuleTest {
    private static final String SHARED = Planted.words(0, 40).substring(0, 200);

    @Test
    void takes200BytesAndLeaves199() {
        for (int length : new int[] {199, 200}) {
            String copy = SHARED.substring(0, length);
            List<Ruling> rulings =
                    Planted.rulings(ExactSubstringRule.lee(), List.of("1" + copy + "2", "3" + copy + "4"));
            assertThat(Planted.left(rulings.get(0))).isEqualTo("1" + copy + "2");
            assertThat(Planted.left(rulings.get(1))).isEqualTo(length == 200 ? "34" : "3" + copy + "4");
        }
    }

    @Test
    void datatroveTakesTheFirstToo() {
        List<Ruling> rulings = Planted.rulings(
                ExactSubstringRule.datatrove(), List.of("1" + SHARED + "2", "3" + SHARED + "4", SHARED));
        assertThat(rulings.stream().map(Planted::left)).containsExactly("12", "34", "");
    }

    @Test
    void agreesWithAComparisonOfAllWindows() {
        RandomGenerator random = Planted.random("substrings");
        for (int run = 0; run < 300; run++) {
            int length = 2 + random.nextInt(9);
            int letters = 1 + random.nextInt(3);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                StringBuilder text = new StringBuilder();
                int size = random.nextInt(40);
                for (int c = 0; c < size; c++) {
                    text.append("ab\u00e9".charAt(random.nextInt(letters)));
                }
                texts.add(text.toString());
            }
            for (Occurrences occurrences : Occurrences.values()) {
                Spelling units = text -> new SpelledText(text.chars().toArray(), places(text.length()));
                SurvivalRule rule = new ExactSubstringRule(length, units, occurrences);
                assertThat(Planted.rulings(rule, texts).stream().map(Planted::left))
                        .as("%s of %s in %s", occurrences, length, texts)
                        .isEqualTo(brute(texts, length, occurrences));
            }
        }
    }

    private static int[] places(int length) {
        int[] places = new int[length + 1];
        for (int i = 0; i <= length; i++) {
            places[i] = i;
        }
        return places;
    }

    private static List<String> brute(List<String> texts, int length, Occurrences occurrences) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            for (int at = 0; at + length <= text.length(); at++) {
                counts.merge(text.substring(at, at + length), 1, Integer::sum);
            }
        }
        Set<String> seen = new HashSet<>();
        List<String> left = new ArrayList<>();
        for (String text : texts) {
            boolean[] cut = new boolean[text.length()];
            for (int at = 0; at + length <= text.length(); at++) {
                String window = text.substring(at, at + length);
                boolean again = !seen.add(window);
                boolean repeated = occurrences == Occurrences.ALL ? counts.getOrDefault(window, 0) > 1 : again;
                for (int i = at; repeated && i < at + length; i++) {
                    cut[i] = true;
                }
            }
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < cut.length; i++) {
                rest.append(cut[i] ? "" : String.valueOf(text.charAt(i)));
            }
            left.add(rest.toString());
        }
        return left;
    }

    @Test
    void bytesNeverSplitACharacter() {
        SurvivalRule rule = new ExactSubstringRule(4, Spelling.bytes(), Occurrences.ALL_BUT_FIRST);
        List<Ruling> rulings = Planted.rulings(rule, List.of("x\u00e9\u00e8y", "z\u00e9\u00e8w", "\u4e00a", "\u4e00b"));
        assertThat(Planted.left(rulings.get(1))).isEqualTo("zw");
        assertThat(Planted.left(rulings.get(3))).isEqualTo("\u4e00b");
        assertThat(Planted.left(
                        Planted.rulings(rule, List.of("\u00e9abc", "\u00a9abc")).get(1)))
                .as("the last byte of two characters and three letters agree")
                .isEqualTo("\u00a9");
    }

    @Test
    void lengthMustBeTwo() {
        assertThatThrownBy(() -> new ExactSubstringRule(1, Spelling.bytes(), Occurrences.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be at least 2, got 1");
    }
}
