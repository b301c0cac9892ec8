package org.palimpsest.traps.survival;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes out paragraphs (pieces between line feeds) that occur more than once in the corpus, compared by the first 64 bits of
 * SHA-1. Empty paragraphs always go, documents without paragraphs too. 8 bytes and more a paragraph.
 *
 * @param name the rule's name
 * @param form how a paragraph is written before it is compared
 * @param occurrences which occurrences go; a second one in the same document always does
 * @param source where the rule comes from
 */
public record ParagraphRule(String name, Form form, Occurrences occurrences, String source) implements SurvivalRule {
    private static final long BLANK = 0;

    /** How a paragraph is written before it is compared. */
    public enum Form {
        /** As it is. */
        AS_WRITTEN,
        /**
         * As CCNet compares: stripped, lower case, every digit 0, its Unicode punctuation marks and all control characters
         * gone ({@code normalize_for_dedup} in {@code cc_net/text_normalizer.py}).
         */
        CCNET;

        private static final Set<Integer> PUNCTUATION =
                "，。、„”“«»」「《》´∶：？！（）；–—．～’…━〈〉【】％►".codePoints().boxed().collect(Collectors.toUnmodifiableSet());

        /**
         * Writes a paragraph.
         *
         * @param paragraph as it stands
         * @return as it is compared
         */
        public String of(String paragraph) {
            if (this == AS_WRITTEN) {
                return paragraph;
            }
            StringBuilder text = new StringBuilder(paragraph.length());
            paragraph
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .codePoints()
                    .map(character -> Character.isDigit(character) ? '0' : character)
                    .filter(character -> !PUNCTUATION.contains(character)
                            && character >= ' '
                            && (character < 0x7F || character > 0x9F))
                    .forEach(text::appendCodePoint);
            return text.toString();
        }
    }

    /**
     * CCNet (Wenzek et al. 2020, arXiv 1911.00359, section 3.1; {@code cc_net/dedup.py}): all occurrences go, the first
     * included, among the shards whose hashes are held together (50 by default; here the whole corpus).
     *
     * @return the rule
     */
    public static ParagraphRule ccNet() {
        return new ParagraphRule(
                "ccnet-paragraphs",
                Form.CCNET,
                Occurrences.ALL,
                "CCNet (Wenzek et al. 2020), SHA-1 of normalised paragraphs");
    }

    /**
     * Dolma (Soldaini et al. 2024, arXiv 2402.00159; {@code docs/deduplication.md} of its toolkit): paragraphs as written, the
     * first occurrence stays. Its Bloom filter has false positives; this set has none.
     *
     * @return the rule
     */
    public static ParagraphRule dolma() {
        return new ParagraphRule(
                "dolma-paragraphs",
                Form.AS_WRITTEN,
                Occurrences.ALL_BUT_FIRST,
                "Dolma (Soldaini et al. 2024), paragraphs by Bloom filter");
    }

    @Override
    public RuleRun begin() {
        return new Run(this);
    }

    /** The hash of a paragraph, {@link #BLANK} if it is blank. */
    private long hash(String paragraph) {
        String written = form.of(paragraph);
        if (written.isEmpty()) {
            return BLANK;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(written.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static final class Run implements KeyedRun {
        private final ParagraphRule rule;
        private final LongSet seen = new LongSet();
        private final LongSet repeated = new LongSet();

        Run(ParagraphRule rule) {
            this.rule = rule;
        }

        @Override
        public int observations() {
            return rule.occurrences == Occurrences.ALL ? 1 : 0;
        }

        @Override
        public void observe(int pass, MarkedDocument document) {
            String text = document.content().text();
            for (Span paragraph : TextLines.byLineFeed(text)) {
                long hash = rule.hash(paragraph.of(text));
                if (hash != BLANK && !seen.add(hash)) {
                    repeated.add(hash);
                }
            }
        }

        @Override
        public List<KeyQuestion> questions() {
            return List.of(rule.occurrences == Occurrences.ALL ? KeyQuestion.REPEATED : KeyQuestion.IN_EARLIER_PART);
        }

        @Override
        public void keys(int pass, MarkedDocument document, KeyTaker taker) {
            String text = document.content().text();
            for (Span paragraph : TextLines.byLineFeed(text)) {
                long hash = rule.hash(paragraph.of(text));
                if (hash != BLANK) {
                    taker.take(0, hash);
                }
            }
        }

        @Override
        public void know(int pass, long answer) {
            (rule.occurrences == Occurrences.ALL ? repeated : seen).add(answer);
        }

        @Override
        public Ruling apply(MarkedDocument document) {
            MarkedText content = document.content();
            List<Span> paragraphs = TextLines.byLineFeed(content.text());
            List<Integer> kept = IntStream.range(0, paragraphs.size())
                    .filter(i -> stays(paragraphs.get(i), content.text()))
                    .boxed()
                    .toList();
            if (kept.size() == paragraphs.size()) {
                return Ruling.keep(content);
            }
            if (kept.isEmpty()) {
                return Ruling.drop("no-paragraph-left");
            }
            List<Span> lines = new ArrayList<>();
            kept.forEach(i -> lines.add(paragraphs.get(i)));
            return Ruling.change(joined(content, lines), "repeated-paragraph");
        }

        private boolean stays(Span paragraph, String text) {
            long hash = rule.hash(paragraph.of(text));
            if (hash == BLANK) {
                return false;
            }
            return rule.occurrences == Occurrences.ALL ? !repeated.contains(hash) : seen.add(hash);
        }
    }

    /** Lines of a text with a line feed between them. */
    static MarkedText joined(MarkedText content, List<Span> lines) {
        TextRevision revision = new TextRevision(content);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                revision.put("\n");
            }
            revision.keep(lines.get(i).start(), lines.get(i).end());
        }
        return revision.done();
    }
}
