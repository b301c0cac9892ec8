package org.palimpsest.traps.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts every repeated substring of at least a length out of documents, within and across them.
 *
 * <p>The window of {@code length} units at every place is compared by a 64-bit hash; what a repeated window covers is cut. To
 * compare all windows, one hash a sampled window (about four a {@code length} units) is kept in memory, and one for each
 * window whose sample occurs twice; the result is that of comparing all windows, with a chance of error of about n^2/2^65 for
 * n hashes. Two equal windows have the same sample, as it depends on their content alone (Schleimer, Wilkerson and Aiken 2003,
 * Winnowing). Linear in the text.
 *
 * @param length units that must repeat, at least 2
 * @param spelling what a unit is
 * @param occurrences which occurrences are cut
 */
public record ExactSubstringRule(int length, Spelling spelling, Occurrences occurrences) implements SurvivalRule {
    /** Bytes that 50 tokens of English stand for: four a token, the rule of thumb for byte-pair encodings. */
    public static final int BYTES_OF_50_TOKENS = 200;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the length is below 2
     */
    public ExactSubstringRule {
        if (length < 2) {
            throw new IllegalArgumentException("length must be at least 2, got " + length);
        }
    }

    /**
     * Substrings of 50 tokens (Lee et al. 2022, arXiv 2107.06499, section 4.1), which is taken to be 200 bytes, and cut but for
     * the first, as the paper words it. The README of their code says 50 tokens too: "--length-threshold 100" counts bytes of
     * token ids of two bytes each, not of text.
     *
     * @return the rule
     */
    public static ExactSubstringRule lee() {
        return new ExactSubstringRule(BYTES_OF_50_TOKENS, Spelling.bytes(), Occurrences.ALL_BUT_FIRST);
    }

    /**
     * The same, cut with the first: what the released code of Lee et al. does with the ranges that it finds, and datatrove with
     * it; both were read. That the tools run twice, and that datatrove drops documents below 50 words afterwards, is left out.
     *
     * @return the rule
     */
    public static ExactSubstringRule datatrove() {
        return new ExactSubstringRule(BYTES_OF_50_TOKENS, Spelling.bytes(), Occurrences.ALL);
    }

    @Override
    public String name() {
        return occurrences == Occurrences.ALL ? "exact-substring-all" : "exact-substring";
    }

    @Override
    public String source() {
        return "Lee et al. 2022, ExactSubstr of 50 tokens, counted as " + length + " units";
    }

    @Override
    public RuleRun begin() {
        return new Run(this);
    }

    private static final class Run implements KeyedRun {
        private final ExactSubstringRule rule;
        private final LongSet samples = new LongSet();
        private final LongSet repeatedSamples = new LongSet();
        private final LongSet windows = new LongSet();
        private final LongSet repeatedWindows = new LongSet();

        Run(ExactSubstringRule rule) {
            this.rule = rule;
        }

        @Override
        public int observations() {
            return rule.occurrences == Occurrences.ALL ? 2 : 1;
        }

        @Override
        public void observe(int pass, MarkedDocument document) {
            SubstringWindows scan =
                    windows(rule.spelling.spell(document.content().text()));
            if (pass == 0) {
                scan.samples(sample -> {
                    if (!samples.add(sample)) {
                        repeatedSamples.add(sample);
                    }
                });
                return;
            }
            scan.windows((at, sample) -> {
                if (repeatedSamples.contains(sample) && !windows.add(scan.hash(at))) {
                    repeatedWindows.add(scan.hash(at));
                }
            });
        }

        @Override
        public List<KeyQuestion> questions() {
            return List.of(
                    KeyQuestion.REPEATED,
                    rule.occurrences == Occurrences.ALL ? KeyQuestion.REPEATED : KeyQuestion.IN_EARLIER_PART);
        }

        @Override
        public void keys(int pass, MarkedDocument document, KeyTaker taker) {
            SubstringWindows scan =
                    windows(rule.spelling.spell(document.content().text()));
            if (pass == 0) {
                scan.samples(sample -> taker.take(0, sample));
                return;
            }
            scan.windows((at, sample) -> {
                if (repeatedSamples.contains(sample)) {
                    taker.take(0, scan.hash(at));
                }
            });
        }

        @Override
        public void know(int pass, long answer) {
            if (pass == 0) {
                repeatedSamples.add(answer);
            } else {
                (rule.occurrences == Occurrences.ALL ? repeatedWindows : windows).add(answer);
            }
        }

        private SubstringWindows windows(SpelledText text) {
            return new SubstringWindows(text, rule.length);
        }

        @Override
        public Ruling apply(MarkedDocument document) {
            SpelledText text = rule.spelling.spell(document.content().text());
            SubstringWindows scan = windows(text);
            List<Span> cut = new ArrayList<>();
            scan.windows((at, sample) -> {
                if (repeatedSamples.contains(sample) && isRepeated(scan.hash(at))) {
                    cover(text.characters(at, rule.length), cut);
                }
            });
            return cut.isEmpty()
                    ? Ruling.keep(document.content())
                    : Ruling.change(document.content().without(cut), "repeated-substring");
        }

        private boolean isRepeated(long hash) {
            return rule.occurrences == Occurrences.ALL ? repeatedWindows.contains(hash) : !windows.add(hash);
        }

        /** Adds a range that begins no earlier than the last one. */
        private static void cover(Span span, List<Span> cut) {
            int last = cut.size() - 1;
            if (span.length() == 0) {
                return;
            }
            if (last >= 0 && cut.get(last).end() >= span.start()) {
                cut.set(
                        last,
                        new Span(
                                cut.get(last).start(),
                                Math.max(span.end(), cut.get(last).end())));
            } else {
                cut.add(span);
            }
        }
    }
}
