package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SkipgramRuleTest {
    private static final PlainText TRAINING =
            new PlainText(List.of(IntStream.range(0, 100).toArray()));

    /** The first tokens of the training text, with some places changed. */
    private static BenchmarkItem changed(int length, Integer... places) {
        List<Integer> other = List.of(places);
        return new BenchmarkItem(
                "changed",
                IntStream.range(0, length)
                        .map(i -> other.contains(i) ? 500 + i : i)
                        .toArray());
    }

    private static List<Span> spans(BenchmarkItem item) {
        return SkipgramRule.llama2().judge(List.of(item), TRAINING).get(0).spans();
    }

    @Test
    void fourTokensMayDifferButNotTheFirstTenNorTheLast() {
        assertThat(spans(changed(10))).containsExactly(new Span(0, 10));
        assertThat(spans(changed(9))).isEmpty();
        assertThat(spans(changed(30, 9))).containsExactly(new Span(10, 30));
        assertThat(spans(changed(20, 12, 14, 16, 18))).containsExactly(new Span(0, 20));
        assertThat(spans(changed(20, 11, 13, 15, 17, 18))).containsExactly(new Span(0, 17));
        assertThat(spans(changed(14, 12, 13))).containsExactly(new Span(0, 12));
    }

    @Test
    void theShareOfTokensDecides() {
        assertThat(judgement(10, 51)).isEqualTo(Judgement.CLEAN);
        assertThat(judgement(10, 50)).isEqualTo(Judgement.BETWEEN);
        assertThat(judgement(39, 50)).isEqualTo(Judgement.BETWEEN);
        assertThat(judgement(40, 50)).isEqualTo(Judgement.DIRTY);
        assertThat(judgement(0, 0)).isEqualTo(Judgement.UNJUDGED);
    }

    private static Judgement judgement(int seen, int length) {
        BenchmarkItem item = new BenchmarkItem(
                "item",
                IntStream.range(0, length).map(i -> i < seen ? i : 700 + i).toArray());
        return SkipgramRule.llama2().judge(List.of(item), TRAINING).get(0).judgement();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(SkipgramRule.llama2().withLeast(20).least()).isEqualTo(20);
        assertThatThrownBy(() -> new SkipgramRule("x", 10, 4, 0.8, 0.2))
                .hasMessage("clean and dirty must be in [0, 1] and ascend, got 0.8 and 0.2");
        assertThatThrownBy(() -> new SkipgramRule("x", 0, 4, 0.2, 0.8))
                .hasMessage("least must be at least 1 and skips at least 0, got 0 and 4");
    }
}
