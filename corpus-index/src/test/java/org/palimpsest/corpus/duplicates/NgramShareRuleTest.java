package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramShareRuleTest {
    @Test
    void seventyPercentOfEightGramsIsDirty() {
        PlainText training = new PlainText(List.of(IntStream.range(0, 100).toArray()));
        // 17 tokens have ten 8-grams; the first 14 tokens of training text hold seven of them, 13 hold six.
        BenchmarkItem seven = mixed("seven", 14);
        BenchmarkItem six = mixed("six", 13);
        BenchmarkItem brief = new BenchmarkItem("brief", new int[] {1, 2, 3, 4, 5, 6, 7});
        List<ItemFinding> findings = NgramShareRule.palm().judge(List.of(seven, six, brief), training);
        assertThat(findings.stream().map(ItemFinding::judgement))
                .containsExactly(Judgement.DIRTY, Judgement.CLEAN, Judgement.UNJUDGED);
        assertThat(findings.stream().map(ItemFinding::statistic)).containsExactly(0.7, 0.6, 0.0);
        assertThat(findings.get(1).spans()).containsExactly(new Span(0, 13));
    }

    private static BenchmarkItem mixed(String id, int seen) {
        return new BenchmarkItem(
                id, IntStream.range(0, 17).map(i -> i < seen ? i : 1000 + i).toArray());
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new NgramShareRule("x", 0, 0.7)).hasMessage("n must be at least 1, got 0");
        assertThatThrownBy(() -> new NgramShareRule("x", 8, 0)).hasMessage("share must be in (0, 1], got 0.0");
    }
}
