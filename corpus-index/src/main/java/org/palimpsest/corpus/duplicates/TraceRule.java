package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The long and rare parts of a text that stand in the training text. Maximal spans are found, those that no other such span
 * contains; of them a share of the text's length in tokens, rounded up, is kept: those with the lowest unigram probability,
 * the product of their tokens' shares of the training text. It judges nothing; the statistic is the share of tokens in kept
 * spans.
 *
 * @param name of the rule
 * @param density spans kept for each token of the text, in (0, 1]
 * @param least tokens of the shortest span, at least 1
 * @param boundaries where spans may begin and end
 */
public record TraceRule(String name, double density, int least, SpanBoundaries boundaries)
        implements ContaminationRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public TraceRule {
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("density must be in (0, 1], got " + density);
        }
        if (least < 1) {
            throw new IllegalArgumentException("least must be at least 1, got " + least);
        }
    }

    /**
     * OLMoTrace (Liu et al. 2025, arXiv 2504.07096, section 3): ⌈.05 · length⌉ maximal spans of whole words, with no full
     * stop or line feed but at their end.
     *
     * @param boundaries what words and sentences are, {@link DecodedBoundaries} for token ids
     * @return the rule
     */
    public static TraceRule olmoTrace(SpanBoundaries boundaries) {
        return new TraceRule("olmotrace", 0.05, 1, boundaries);
    }

    @Override
    public List<ItemFinding> judge(List<BenchmarkItem> items, TrainingText training) {
        List<int[]> texts = items.stream().map(BenchmarkItem::tokens).toList();
        List<Kept> all = kept(texts, training);
        List<ItemFinding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int tokens = texts.get(i).length;
            int[] lengths = new int[tokens];
            all.get(i).spans().forEach(span -> lengths[span.start()] = span.length());
            List<Span> spans = Span.merged(lengths);
            double share = tokens == 0 ? 0 : (double) Span.covered(spans) / tokens;
            findings.add(new ItemFinding(items.get(i).id(), tokens, share, spans, Judgement.UNJUDGED));
        }
        return findings;
    }

    /**
     * The spans that are kept of a text.
     *
     * @param tokens the text
     * @param training the training text
     * @return the spans, the rarest first, those of one probability in the order of the text
     */
    public List<TracedSpan> trace(int[] tokens, TrainingText training) {
        Kept kept = kept(List.of(tokens), training).get(0);
        return kept.spans().stream()
                .map(span -> new TracedSpan(
                        span,
                        training.count(Arrays.copyOfRange(tokens, span.start(), span.end())),
                        Math.min(0, kept.log10(span))))
                .toList();
    }

    /** The spans that are kept of a text, the rarest first, and the running sums of its logarithms. */
    private static final class Kept {
        private final List<Span> spans;
        private final double[] sums;

        Kept(List<Span> spans, double[] sums) {
            this.spans = spans;
            this.sums = sums;
        }

        List<Span> spans() {
            return spans;
        }

        double log10(Span span) {
            return sums[span.end()] - sums[span.start()];
        }
    }

    private List<Kept> kept(List<int[]> texts, TrainingText training) {
        List<int[]> lengths = training.lengths(texts, least, 0);
        List<long[]> unigrams = training.counts(texts, 1);
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            double[] sums = sums(unigrams.get(i), training.tokens());
            List<Span> spans = new ArrayList<>(maximal(texts.get(i), lengths.get(i)));
            spans.sort(Comparator.comparingDouble(span -> sums[span.end()] - sums[span.start()]));
            int most = Math.min(spans.size(), (int) Math.ceil(density * texts.get(i).length));
            kept.add(new Kept(List.copyOf(spans.subList(0, most)), sums));
        }
        return kept;
    }

    /** Running sums of the logarithms; a token that does not occur stands in no span and adds nothing. */
    private static double[] sums(long[] counts, long tokens) {
        double[] sums = new double[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            sums[i + 1] = sums[i] + (counts[i] == 0 ? 0 : Math.log10((double) counts[i] / tokens));
        }
        return sums;
    }

    /** Spans in the order of their starts, none within another. */
    private List<Span> maximal(int[] text, int[] lengths) {
        List<Span> spans = new ArrayList<>();
        int reached = 0;
        int sentence = 0;
        for (int start = 0; start < text.length; start++) {
            sentence = Math.max(sentence, start);
            while (sentence < text.length && !boundaries.sentenceEnds(text, sentence)) {
                sentence++;
            }
            int end = Math.min(start + lengths[start], sentence + 1);
            while (end > start && end < text.length && !boundaries.wordStarts(text, end)) {
                end--;
            }
            if (end - start >= least && end > reached && boundaries.wordStarts(text, start)) {
                spans.add(new Span(start, end));
                reached = end;
            }
        }
        return spans;
    }
}
