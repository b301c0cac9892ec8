package org.palimpsest.traps.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusRulesTest {
    private static List<String> left(SurvivalRule rule, String... texts) {
        return Planted.rulings(rule, List.of(texts)).stream().map(Planted::left).toList();
    }

    @Test
    void ccNetTakesEveryOccurrence() {
        assertThat(left(ParagraphRule.ccNet(), "first\nSame, 12 \u201cthing\u201d", "same, 98 thing\nother", "last"))
                .containsExactly("first", "other", "last");
        assertThat(left(ParagraphRule.ccNet(), "same, 1 thing", "same 1 thing", "a\n\na"))
                .as("an ASCII comma stays, so these two differ; repeats within a document go too")
                .containsExactly("same, 1 thing", "same 1 thing", "DROPPED");
    }

    @Test
    void dolmaKeepsTheFirst() {
        assertThat(left(ParagraphRule.dolma(), "first\nSame", "Same\nother", "same", "Same"))
                .containsExactly("first\nSame", "other", "same", "DROPPED");
    }

    @Test
    void c4TakesThreeSentencesSeenBefore() {
        String a = Planted.sentence(0, 8);
        String b = Planted.sentence(10, 8);
        String c = Planted.sentence(20, 8);
        String rest = String.join(
                " ",
                IntStream.range(0, 4)
                        .mapToObj(i -> Planted.sentence(100 + 20 * i, 20))
                        .toList());
        String two = a + " " + b;
        String three = two + " " + c;
        assertThat(left(SentenceSpanRule.c4(), three, three + " " + rest)).containsExactly(three, rest);
        String other = rest.replace(rest.substring(0, 5), "Other");
        assertThat(left(SentenceSpanRule.c4(), three, two + " " + other)).containsExactly(three, two + " " + other);
        assertThat(left(SentenceSpanRule.c4(), three, three + " " + Planted.sentence(300, 60)))
                .as("one sentence is left of it")
                .containsExactly(three, "DROPPED");
    }

    @Test
    void aShortenedDocumentKeepsThreeSentencesAndFiftyWords() {
        String three = Planted.sentence(0, 10) + " " + Planted.sentence(20, 10) + " " + Planted.sentence(40, 10);
        String rest = Planted.sentence(100, 17) + " " + Planted.sentence(200, 17) + " ";
        for (int words = 12; words < 18; words++) {
            String left = rest + Planted.sentence(300, words);
            int counted = WordSplit.PIECES.of(left).size();
            assertThat(left(SentenceSpanRule.c4(), three, three + " " + left))
                    .as("%d words", counted)
                    .containsExactly(three, counted < 50 ? "DROPPED" : left);
        }
        String two = Planted.sentence(100, 40) + " " + Planted.sentence(200, 40);
        assertThat(left(SentenceSpanRule.c4(), three, three + " " + two)).containsExactly(three, "DROPPED");
    }

    @Test
    void perplexityBuckets() {
        PerplexityModel length = (id, text) -> text.length();
        String[] texts =
                IntStream.range(1, 11).mapToObj(i -> "x".repeat(11 - i)).toArray(String[]::new);
        List<String> kept = left(PerplexityRule.ccNet(length), texts);
        assertThat(kept.stream().filter(text -> !text.equals("DROPPED")))
                .containsExactly("xxxxxx", "xxxxx", "xxxx", "xxx", "xx", "x");
        assertThat(left(new PerplexityRule(length, Set.of(PerplexityBucket.HEAD), 0.3, 0.6), texts).stream()
                        .filter(text -> !text.equals("DROPPED")))
                .containsExactly("xxx", "xx", "x");
        assertThatThrownBy(() -> new PerplexityRule(length, Set.of(), 0.6, 0.6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantiles must hold 0 < first < second < 1, got 0.6 and 0.6");
    }
}
