package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContaminationTest {
    private static final PlainText TRAINING =
            new PlainText(List.of(IntStream.range(0, 100).toArray()));
    private static final List<BenchmarkItem> ITEMS = List.of(
            new BenchmarkItem("dirty", IntStream.range(0, 20).toArray()),
            new BenchmarkItem("between", IntStream.range(88, 112).toArray()),
            new BenchmarkItem("clean", IntStream.range(200, 236).toArray()),
            new BenchmarkItem("clean too", IntStream.range(300, 320).toArray()),
            new BenchmarkItem("empty", new int[0]));

    @Test
    void tallies() {
        ContaminationReport report = Contamination.withDefaults().test(ITEMS, TRAINING);
        assertThat(report.rule()).isEqualTo("llama-2");
        assertThat(report.count(Judgement.DIRTY)).isEqualTo(1);
        assertThat(report.count(Judgement.BETWEEN)).isEqualTo(1);
        assertThat(report.count(Judgement.CLEAN)).isEqualTo(2);
        assertThat(report.count(Judgement.UNJUDGED)).isEqualTo(1);
        assertThat(report.share(Judgement.CLEAN)).isEqualTo(0.5);
        assertThat(report.coveredShare()).isEqualTo(32 / 100.0);
        assertThatThrownBy(() -> report.share(Judgement.UNJUDGED))
                .hasMessage("judgement must be CLEAN, BETWEEN or DIRTY, got UNJUDGED");
    }

    @Test
    void everyRuleTakesNoItemsAndEmptyItems() {
        for (ContaminationRule rule : List.of(
                CollisionRule.gpt3(),
                NgramShareRule.palm(),
                SkipgramRule.llama2(),
                TraceRule.olmoTrace(SpanBoundaries.NONE))) {
            ContaminationReport none = Contamination.withDefaults().with(rule).test(List.of(), TRAINING);
            assertThat(none.findings()).isEmpty();
            assertThat(none.coveredShare()).isZero();
            assertThat(none.share(Judgement.DIRTY)).isZero();
            ContaminationReport empty = Contamination.withDefaults().with(rule).test(ITEMS.subList(4, 5), TRAINING);
            assertThat(empty.findings()).containsExactly(new ItemFinding("empty", 0, 0, List.of(), Judgement.UNJUDGED));
        }
    }

    @Test
    void itemsNeedANameAndCompareByContent() {
        assertThatThrownBy(() -> new BenchmarkItem("", new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must not be empty");
        BenchmarkItem item = new BenchmarkItem("a", new int[] {1, 2});
        item.tokens()[0] = 9;
        assertThat(item)
                .isEqualTo(new BenchmarkItem("a", new int[] {1, 2}))
                .hasSameHashCodeAs(new BenchmarkItem("a", new int[] {1, 2}))
                .isNotEqualTo(new BenchmarkItem("a", new int[] {1, 3}));
    }
}
