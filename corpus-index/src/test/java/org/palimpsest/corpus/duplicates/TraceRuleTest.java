package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class TraceRuleTest {
    /** Token 0 ends a sentence; odd tokens go on with a word. */
    private static final SpanBoundaries PARITY = new SpanBoundaries() {
        @Override
        public boolean wordStarts(int[] tokens, int at) {
            return tokens[at] % 2 == 0;
        }

        @Override
        public boolean sentenceEnds(int[] tokens, int at) {
            return tokens[at] == 0;
        }
    };

    @Test
    void spansAreThoseThatNoOtherContainsTheRarestFirst() {
        RandomGenerator random = RandomStream.of(10, "trace");
        for (int round = 0; round < 200; round++) {
            SpanBoundaries boundaries = round % 2 == 0 ? PARITY : SpanBoundaries.NONE;
            int least = 1 + round % 3;
            PlainText training = new PlainText(List.of(
                    random.ints(40, 0, 5).toArray(), random.ints(10, 0, 6).toArray()));
            int[] text = random.ints(random.nextInt(25), 0, 7).toArray();
            List<TracedSpan> all = new TraceRule("all", 1, least, boundaries).trace(text, training);
            List<Span> expected = maximal(text, training, least, boundaries);
            assertThat(all.stream().map(TracedSpan::span)).containsExactlyInAnyOrderElementsOf(expected);
            for (TracedSpan traced : all) {
                int[] phrase = phrase(text, traced.span());
                assertThat(traced.count()).isEqualTo(training.count(phrase));
                double sum = Arrays.stream(phrase)
                        .mapToDouble(token -> Math.log10(training.count(new int[] {token}) / 50.0))
                        .sum();
                assertThat(traced.log10UnigramProbability()).isCloseTo(sum, within(1e-9));
            }
            assertThat(all.stream().map(TracedSpan::log10UnigramProbability)).isSorted();
            int some = (int) Math.ceil(0.1 * text.length);
            assertThat(new TraceRule("some", 0.1, least, boundaries).trace(text, training))
                    .isEqualTo(all.subList(0, Math.min(some, all.size())));
        }
    }

    private static int[] phrase(int[] text, Span span) {
        return Arrays.copyOfRange(text, span.start(), span.end());
    }

    private static List<Span> maximal(int[] text, PlainText training, int least, SpanBoundaries boundaries) {
        List<Span> spans = new ArrayList<>();
        for (int start = 0; start < text.length; start++) {
            for (int end = start + least; end <= text.length; end++) {
                boolean whole =
                        boundaries.wordStarts(text, start) && (end == text.length || boundaries.wordStarts(text, end));
                for (int i = start; i < end - 1; i++) {
                    whole &= !boundaries.sentenceEnds(text, i);
                }
                if (whole && training.count(Arrays.copyOfRange(text, start, end)) > 0) {
                    spans.add(new Span(start, end));
                }
            }
        }
        List<Span> all = List.copyOf(spans);
        spans.removeIf(span -> all.stream()
                .anyMatch(other -> !other.equals(span) && other.start() <= span.start() && other.end() >= span.end()));
        return spans;
    }

    @Test
    void findingsCoverTheKeptSpansAndJudgeNothing() {
        PlainText training = new PlainText(List.of(new int[] {1, 2, 3, 9, 9, 9, 9, 4, 5}));
        int[] text = {1, 2, 3, 7, 9, 7, 4, 5};
        ItemFinding finding = TraceRule.olmoTrace(SpanBoundaries.NONE)
                .judge(List.of(new BenchmarkItem("t", text)), training)
                .get(0);
        assertThat(finding.spans()).containsExactly(new Span(0, 3));
        assertThat(finding.statistic()).isEqualTo(3 / 8.0);
        assertThat(finding.judgement()).isEqualTo(Judgement.UNJUDGED);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new TraceRule("x", 0, 1, SpanBoundaries.NONE))
                .hasMessage("density must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new TraceRule("x", 1, 0, SpanBoundaries.NONE))
                .hasMessage("least must be at least 1, got 0");
        assertThatThrownBy(() -> new TracedSpan(new Span(0, 1), 0, -1))
                .hasMessage("count must be at least 1 and log10UnigramProbability at most 0, got 0 and -1.0");
    }
}
