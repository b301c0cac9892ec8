package org.palimpsest.traps.insertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class FilterBudgetTest {
    private static String words(int from, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            words.append(i == from ? "" : " ").append(String.format(Locale.ROOT, "w%05d", i));
        }
        return words.toString();
    }

    /** A document of 3,750 words in all, among them a trap of 75 words and further copies of it. */
    private static String withCopies(int further) {
        String trap = words(90_000, 75);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= further; i++) {
            text.append(words(1_000 * i, 100)).append(' ').append(trap).append(' ');
        }
        int left = 3_750 - 175 * (further + 1);
        return text.append(words(50_000, left)).toString();
    }

    @Test
    void fiveFurtherCopiesOfATrapSurviveGophersRuleAndSixDoNot() {
        assertThat(FilterBudget.GOPHER.keeps(withCopies(5), List.of())).isTrue();
        assertThat(FilterBudget.GOPHER.keeps(withCopies(6), List.of())).isFalse();
        assertThat(FilterBudget.NONE.keeps(withCopies(6), List.of())).isTrue();
    }

    @Test
    void repeatedCharactersAreThoseOfWordsInAnEarlierNgram() {
        for (int round = 0; round < 200; round++) {
            RandomGenerator random = RandomStream.of(round, "repeats");
            String[] words = new String[30];
            for (int i = 0; i < words.length; i++) {
                words[i] = "abc".substring(0, 1 + random.nextInt(3));
            }
            for (int n = 2; n <= 5; n++) {
                assertThat(RepetitionRules.repeated(words, n)).isEqualTo(slow(words, n));
            }
        }
    }

    private static long slow(String[] words, int n) {
        boolean[] repeated = new boolean[words.length];
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i + n <= words.length; i++) {
            String gram = String.join(" ", List.of(words).subList(i, i + n));
            if (first.putIfAbsent(gram, i) != null) {
                Arrays.fill(repeated, i, i + n, true);
            }
        }
        long characters = 0;
        for (int i = 0; i < words.length; i++) {
            characters += repeated[i] ? words[i].length() : 0;
        }
        return characters;
    }

    @Test
    void c4WantsCopiesInSentencesAndNoCurlyBrackets() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sentences.add("This is sentence number " + i + " of many.");
        }
        String text = String.join(" ", sentences);
        assertThat(FilterBudget.C4.keeps(text, List.of(new CopySpan(5, 9)))).isTrue();
        assertThat(FilterBudget.C4.keeps(
                        text + "\nno point here", List.of(new CopySpan(text.length() + 2, text.length() + 5))))
                .isFalse();
        assertThat(FilterBudget.C4.keeps(text + " {", List.of())).isFalse();
        assertThat(FilterBudget.C4.keeps(text + " " + text, List.of())).isFalse();
    }

    @Test
    void fineWebWantsFewRepeatedLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(words(100 * i, 12)).append(".\n");
        }
        assertThat(FilterBudget.FINEWEB.keeps(text.toString(), List.of())).isTrue();
        String trap = words(99_000, 8) + ".\n";
        assertThat(FilterBudget.FINEWEB.keeps(text + trap + trap, List.of())).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterBudget.of("dolma"))
                .withMessage("budget must be one of [none, gopher, fineweb, c4], got \"dolma\"");
    }
}
