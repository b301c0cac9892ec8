package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GopherRepetitionRuleTest {
    private static final GopherRepetitionRule PAPER = new GopherRepetitionRule(RepetitionMeasure.PAPER);
    private static final GopherRepetitionRule DATATROVE = new GopherRepetitionRule(RepetitionMeasure.DATATROVE);
    private static final GopherRepetitionRule DOLMA = new GopherRepetitionRule(RepetitionMeasure.DOLMA);

    /** A document of so many words in which a trap of 75 words stands once and some more times, single words between them. */
    private static String document(int words, int further) {
        String trap = Planted.words(0, 75);
        int rest = words - 75 * (further + 1);
        int part = rest / (further + 1);
        StringBuilder text = new StringBuilder();
        int next = 1000;
        for (int copy = 0; copy <= further; copy++) {
            int here = copy == further ? rest - part * further : part;
            text.append(trap).append(' ').append(Planted.words(next, here)).append(' ');
            next += here;
        }
        return text.toString().strip();
    }

    private static String reason(GopherRepetitionRule rule, String text) {
        return rule.judge(MarkedText.of(text)).reason();
    }

    @Test
    void fiveFurtherCopiesOf75WordsIn3750Survive() {
        assertThat(reason(PAPER, document(3750, 5))).isEmpty();
        assertThat(reason(PAPER, document(3750, 6))).isEqualTo("duplicate-9-grams");
        assertThat(reason(PAPER, document(3749, 5))).isEqualTo("duplicate-10-grams");
        assertThat(GopherRepetitionRule.furtherCopies(75, 3750)).isEqualTo(5);
        assertThat(GopherRepetitionRule.furtherCopies(75, 100_000)).isEqualTo(133);
    }

    @Test
    void publicImplementationsDrawTheLineElsewhere() {
        // Of 75 words datatrove finds 7 grams of 10, over six characters a word: 6 * 70 * 5 / 22,499 = .093.
        assertThat(reason(DATATROVE, document(3750, 6))).isEmpty();
        assertThat(reason(DATATROVE, document(3750, 7))).isEqualTo("duplicate-9-grams");
        // Dolma counts the first occurrence: 66 of 75 words begin a repeated 10-gram, 6 * 66 / 3741 = .106.
        assertThat(reason(DOLMA, document(3750, 4))).isEmpty();
        assertThat(reason(DOLMA, document(3750, 5))).isEqualTo("duplicate-10-grams");
    }

    @Test
    void linesAndParagraphsJustUnderAndOverTheLimit() {
        assertThat(reason(PAPER, tenLines(3))).isEmpty();
        assertThat(reason(PAPER, tenLines(4))).isEqualTo("duplicate-lines");
        assertThat(reason(PAPER, tenLines(3).replace("\n", "\n\n"))).isEmpty();
        assertThat(reason(PAPER, tenLines(4).replace("\n", "\n\n"))).isEqualTo("duplicate-paragraphs");
    }

    /** Ten lines, of which so many say what the first says; the others are long. */
    private static String tenLines(int repeats) {
        StringBuilder text = new StringBuilder("x y");
        for (int i = 0; i < 9; i++) {
            text.append('\n').append(i < repeats ? "x y" : Planted.words(100 * (i + 1), 40));
        }
        return text.toString();
    }

    @Test
    void charactersOfLines() {
        String line = Planted.words(0, 20);
        assertThat(reason(PAPER, line + "\n" + line + "\n" + Planted.words(100, 60)))
                .isEqualTo("duplicate-lines");
        String more = "\nq w\ne r\nt z";
        assertThat(reason(PAPER, line + "\n" + line + "\n" + Planted.words(100, 50) + more))
                .isEqualTo("duplicate-line-characters");
        assertThat(reason(PAPER, line + "\n" + line + "\n" + Planted.words(100, 200) + more))
                .isEmpty();
    }

    @Test
    void aFifthOfTheCharactersIsAllowedAndNoMore() {
        assertThat(reason(PAPER, oneWordLines(12, 37))).isEmpty();
        assertThat(reason(PAPER, oneWordLines(13, 37))).isEqualTo("duplicate-line-characters");
    }

    /** Lines of one word of eight letters: one word so many times, never twice in a row, and others. */
    private static String oneWordLines(int repeats, int others) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < others; i++) {
            text.append(i < repeats ? "repeated\n" : "").append(String.format(Locale.ROOT, "word%04d\n", i));
        }
        return text.toString().strip();
    }

    @Test
    void topGrams() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("zzzzz yyyyy ").append(Planted.words(10 * i, 8)).append(' ');
        }
        // 50 * 10 of 2,500 characters are .20 exactly.
        assertThat(reason(PAPER, text.toString())).isEmpty();
        assertThat(reason(PAPER, "zzzzz yyyyy " + text)).isEqualTo("top-2-gram");
    }

    @Test
    void measuresAgreeWithTheirDefinitions() {
        RandomGenerator random = Planted.random("grams");
        for (int run = 0; run < 200; run++) {
            StringBuilder text = new StringBuilder();
            int words = random.nextInt(60);
            for (int i = 0; i < words; i++) {
                text.append("a".repeat(1 + random.nextInt(3))).append(' ');
            }
            List<String> list = List.of(text.toString().strip().split(" "));
            NgramText grams = new NgramText(text.toString(), WordSplit.WHITE_SPACE);
            int n = 2 + random.nextInt(4);
            assertThat(RepetitionMeasure.PAPER.repeated(grams, n)).isEqualTo(covered(list, n));
        }
    }

    private static double covered(List<String> words, int n) {
        boolean[] covered = new boolean[words.size()];
        Set<List<String>> seen = new HashSet<>();
        for (int at = 0; at + n <= words.size(); at++) {
            if (!seen.add(words.subList(at, at + n))) {
                for (int i = at; i < at + n; i++) {
                    covered[i] = true;
                }
            }
        }
        int part = 0;
        int whole = 0;
        for (int i = 0; i < covered.length; i++) {
            part += covered[i] ? words.get(i).length() : 0;
            whole += words.get(i).length();
        }
        return whole == 0 ? 0 : (double) part / whole;
    }

    @Test
    void budgetNeedsWords() {
        assertThatThrownBy(() -> GopherRepetitionRule.furtherCopies(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("words must be 1 or more, got 0 of 5");
    }
}
