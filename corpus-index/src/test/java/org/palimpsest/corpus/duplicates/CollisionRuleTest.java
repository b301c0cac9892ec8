package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollisionRuleTest {
    private static BenchmarkItem item(String id, int from, int to) {
        return new BenchmarkItem(id, IntStream.range(from, to).toArray());
    }

    private static List<BenchmarkItem> ofLengths(int... lengths) {
        List<BenchmarkItem> items = new ArrayList<>();
        for (int length : lengths) {
            items.add(item("i", 0, length));
        }
        return items;
    }

    @Test
    void nIsAPercentileWithinBounds() {
        CollisionRule rule = CollisionRule.gpt3();
        assertThat(rule.n(List.of())).isEqualTo(13);
        assertThat(rule.n(ofLengths(3, 40))).isEqualTo(8);
        assertThat(rule.n(ofLengths(50, 40))).isEqualTo(13);
        assertThat(rule.n(ofLengths(10, 11, 12))).isEqualTo(10);
        int[] twenty = IntStream.range(0, 20).map(i -> i == 0 ? 5 : 11).toArray();
        assertThat(rule.n(ofLengths(twenty))).isEqualTo(8);
        int[] forty = IntStream.range(0, 40).map(i -> i == 0 ? 5 : 11).toArray();
        assertThat(rule.n(ofLengths(forty))).isEqualTo(11);
    }

    @Test
    void oneCollisionMakesAnItemDirty() {
        PlainText training = new PlainText(List.of(IntStream.range(100, 113).toArray()));
        List<BenchmarkItem> items =
                List.of(item("whole", 95, 120), item("twelve", 101, 130), item("none", 0, 20), item("short", 100, 112));
        List<ItemFinding> findings = new CollisionRule("thirteen", 13, 13, 5).judge(items, training);
        assertThat(findings.stream().map(ItemFinding::judgement))
                .containsExactly(Judgement.DIRTY, Judgement.CLEAN, Judgement.CLEAN, Judgement.UNJUDGED);
        assertThat(findings.get(0).spans()).containsExactly(new Span(5, 18));
        assertThat(findings.get(0).statistic()).isEqualTo(1);
        assertThat(findings.get(0).coveredShare()).isEqualTo(13 / 25.0);
        assertThat(findings.get(1).spans()).isEmpty();
    }

    @Test
    void wordsAreComparedWithoutCaseAndPunctuation() {
        WordIds ids = WordIds.of(Words.PLAIN);
        int[] document =
                ids.learn("He said: \"With malice toward none, with charity for all; with firmness in the right.\"");
        BenchmarkItem item =
                new BenchmarkItem("q", ids.lookUp("Complete: with MALICE toward none with charity for all"));
        ItemFinding finding = new CollisionRule("eight", 8, 8, 5)
                .judge(List.of(item), new PlainText(List.of(document)))
                .get(0);
        assertThat(finding.judgement()).isEqualTo(Judgement.DIRTY);
        assertThat(finding.spans()).containsExactly(new Span(1, 9));
        assertThat(item.tokens()).startsWith(WordIds.UNKNOWN);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new CollisionRule("x", 9, 8, 5))
                .hasMessage("least must be at least 1 and most at least that, got 9 and 8");
        assertThatThrownBy(() -> new CollisionRule("x", 8, 13, 101))
                .hasMessage("percentile must be in [0, 100], got 101.0");
    }
}
