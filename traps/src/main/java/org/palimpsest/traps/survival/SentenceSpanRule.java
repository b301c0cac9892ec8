package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.duplicates.Words;

/**
 * Takes out spans of sentences that were seen before, in an earlier document or earlier in the same one; then drops documents
 * that have lost sentences and have become too short. Sentences are those of the JDK's rules for English; they are compared
 * by words without case, punctuation and diacritics. 8 bytes and more a sentence.
 *
 * @param sentences sentences a span, at least 1
 * @param minSentences sentences that a shortened document must keep
 * @param minWords words that a shortened document must keep
 */
public record SentenceSpanRule(int sentences, int minSentences, int minWords) implements SurvivalRule {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code sentences} is below 1 or another number below 0
     */
    public SentenceSpanRule {
        if (sentences < 1 || minSentences < 0 || minWords < 0) {
            throw new IllegalArgumentException("sentences must be at least 1, minima at least 0, got " + sentences
                    + ", " + minSentences + " and " + minWords);
        }
    }

    /**
     * C4: all but one of any three-sentence span that occurs more than once (Raffel et al. 2020, JMLR 21(140), section 2.2);
     * shortened documents keep 3 sentences and 50 words (defaults of datatrove's {@code sentence_dedup}: the 50 words and the spans of 3
     * were read there, the 3 sentences are those of later versions).
     *
     * @return the rule
     */
    public static SentenceSpanRule c4() {
        return new SentenceSpanRule(3, 3, 50);
    }

    @Override
    public String name() {
        return "c4-spans";
    }

    @Override
    public String source() {
        return "C4 (Raffel et al. 2020), spans of " + sentences + " sentences";
    }

    @Override
    public RuleRun begin() {
        return new Run(this);
    }

    private Ruling judge(MarkedText content, LongSet seen) {
        String text = content.text();
        List<Span> found = TextLines.sentences(text);
        long[] spans = spans(text, found);
        boolean[] repeated = new boolean[found.size()];
        boolean any = false;
        for (int at = 0; at < spans.length; at++) {
            if (!seen.add(spans[at])) {
                any = true;
                for (int i = at; i < at + sentences; i++) {
                    repeated[i] = true;
                }
            }
        }
        return any ? cut(content, found, repeated) : Ruling.keep(content);
    }

    /** The hash of each span of sentences, by its first sentence. */
    private long[] spans(String text, List<Span> found) {
        long[] hashes = found.stream()
                .mapToLong(span -> TextHash.of(String.join(" ", Words.FOLDED.of(span.of(text)))))
                .toArray();
        long[] spans = new long[Math.max(0, hashes.length - sentences + 1)];
        for (int at = 0; at < spans.length; at++) {
            long hash = sentences;
            for (int i = at; i < at + sentences; i++) {
                hash = TextHash.append(hash, hashes[i]);
            }
            spans[at] = hash;
        }
        return spans;
    }

    private record Run(SentenceSpanRule rule, LongSet seen) implements KeyedRun {
        Run(SentenceSpanRule rule) {
            this(rule, new LongSet());
        }

        @Override
        public Ruling apply(MarkedDocument document) {
            return rule.judge(document.content(), seen);
        }

        @Override
        public List<KeyQuestion> questions() {
            return List.of(KeyQuestion.IN_EARLIER_PART);
        }

        @Override
        public void keys(int pass, MarkedDocument document, KeyTaker taker) {
            String text = document.content().text();
            for (long span : rule.spans(text, TextLines.sentences(text))) {
                taker.take(0, span);
            }
        }

        @Override
        public void know(int pass, long answer) {
            seen.add(answer);
        }
    }

    private Ruling cut(MarkedText content, List<Span> found, boolean[] repeated) {
        List<Span> cuts = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < repeated.length; i++) {
            if (repeated[i]) {
                int end = i + 1 < repeated.length
                        ? found.get(i + 1).start()
                        : content.text().length();
                cuts.add(new Span(found.get(i).start(), end));
            } else {
                left++;
            }
        }
        MarkedText rest = content.without(cuts);
        boolean tooShort =
                left < minSentences || WordSplit.PIECES.of(rest.text()).size() < minWords;
        return tooShort ? Ruling.drop("too-short-without-repeats") : Ruling.change(rest, "repeated-span");
    }
}
