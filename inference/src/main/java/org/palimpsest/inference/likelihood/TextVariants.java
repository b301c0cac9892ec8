package org.palimpsest.inference.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

/**
 * The further forms of a text that membership attacks compare it with: {@code lowercase}, {@code prefix:NAME} and {@code
 * neighbour:N}, N from 0. A form that a text cannot have is left out: lower case and neighbours of a text that is known by its token ids
 * alone, word swaps of a single word, a prefix that leaves too little room in the model's window. Immutable.
 */
public final class TextVariants {
    private static final TextVariants NONE = new TextVariants(LetterCase.AS_IS, List.of(), Map.of(), null);

    private final LetterCase letterCase;
    private final List<ScoringPrefix> prefixes;
    private final Map<String, List<String>> neighbours;
    private final @Nullable WordSwaps swaps;

    private TextVariants(
            LetterCase letterCase,
            List<ScoringPrefix> prefixes,
            Map<String, List<String>> neighbours,
            @Nullable WordSwaps swaps) {
        this.letterCase = letterCase;
        this.prefixes = List.copyOf(prefixes);
        this.neighbours = neighbours;
        this.swaps = swaps;
    }

    /** Whether a row in lower case is made. */
    private enum LetterCase {
        AS_IS,
        ALSO_LOWER
    }

    /**
     * One text to score.
     *
     * @param document what is scored; a prefix stands before the text as token ids
     * @param variant empty for the text itself
     * @param text the text that the row carries; without the prefix
     * @param own how many tokens at the end are the text's own and scored; -1 = all
     * @param prefixIds ids of the texts that the prefix was made of
     */
    public record Form(Document document, String variant, String text, int own, List<String> prefixIds) {
        /** Copies. */
        public Form {
            prefixIds = List.copyOf(prefixIds);
        }

        /**
         * The scores of the text's own tokens.
         *
         * @param scores those of the document
         * @return those that a row holds
         */
        public TokenScores own(TokenScores scores) {
            return own < 0 ? scores : scores.last(own);
        }
    }

    /** Returns no form but the text itself. */
    public static TextVariants none() {
        return NONE;
    }

    /** Returns the same and {@code lowercase}. */
    public TextVariants withLowercase() {
        return new TextVariants(LetterCase.ALSO_LOWER, prefixes, neighbours, swaps);
    }

    /**
     * The same and {@code prefix:NAME}.
     *
     * @param prefix what stands before every text
     * @return the variants
     * @throws IllegalArgumentException if there is one of that name
     */
    public TextVariants with(ScoringPrefix prefix) {
        if (prefixes.stream().anyMatch(p -> p.name().equals(prefix.name()))) {
            throw new IllegalArgumentException("there are two prefixes of the name " + prefix.name());
        }
        List<ScoringPrefix> more = new ArrayList<>(prefixes);
        more.add(prefix);
        return new TextVariants(letterCase, more, neighbours, swaps);
    }

    /**
     * The same and given neighbours.
     *
     * @param texts the neighbours of every text, by its id
     * @return the variants
     */
    public TextVariants withNeighbours(Map<String, List<String>> texts) {
        return new TextVariants(letterCase, prefixes, Map.copyOf(texts), null);
    }

    /**
     * The same and neighbours by word swaps.
     *
     * @param made how they are made
     * @return the variants
     */
    public TextVariants with(WordSwaps made) {
        return new TextVariants(letterCase, prefixes, Map.of(), made);
    }

    /** Returns whether a tokenizer is needed: for prefixes. */
    public boolean needsTokenizer() {
        return !prefixes.isEmpty();
    }

    /**
     * The forms of some texts, each text itself before its variants, in the order of the texts.
     *
     * @param documents the texts
     * @param room how many tokens a text and its prefix may have together; 0 = any number
     * @param tokenizer the model's; null where no prefix is asked for
     * @return what to score
     * @throws IllegalArgumentException if there is a prefix and no tokenizer
     */
    public List<Form> of(List<Document> documents, int room, @Nullable Tokenizer tokenizer) {
        if (needsTokenizer() && tokenizer == null) {
            throw new IllegalArgumentException("a prefix is put before a text as tokens, which needs a tokenizer");
        }
        List<int[]> before = tokenizer == null
                ? List.of()
                : tokenizer.encodeAll(prefixes.stream().map(ScoringPrefix::text).toList());
        List<Form> forms = new ArrayList<>();
        for (Document document : documents) {
            forms.add(new Form(document, "", document.text(), -1, List.of()));
            boolean hasText = !document.text().isEmpty();
            if (hasText && letterCase == LetterCase.ALSO_LOWER) {
                forms.add(ofText(document, "lowercase", document.text().toLowerCase(Locale.ROOT)));
            }
            if (tokenizer != null && !prefixes.isEmpty()) {
                int[] given = document.tokens();
                int[] own = given == null ? tokenizer.encode(document.text()) : given;
                for (int i = 0; i < prefixes.size(); i++) {
                    addPrefixed(document, prefixes.get(i), before.get(i), own, room, forms);
                }
            }
            List<String> near = hasText ? neighbours(document) : List.of();
            for (int i = 0; i < near.size(); i++) {
                forms.add(ofText(document, "neighbour:" + i, near.get(i)));
            }
        }
        return forms;
    }

    private List<String> neighbours(Document document) {
        return swaps == null
                ? neighbours.getOrDefault(document.id(), List.of())
                : swaps.neighbours(document.id(), document.text());
    }

    private static Form ofText(Document document, String variant, String text) {
        return new Form(document.withText(text), variant, text, -1, List.of());
    }

    private static void addPrefixed(
            Document document, ScoringPrefix prefix, int[] before, int[] own, int room, List<Form> forms) {
        long length = (long) before.length + own.length;
        if (before.length > 0 && own.length > 0 && (room == 0 || length <= room)) {
            int[] all = Arrays.copyOf(before, before.length + own.length);
            System.arraycopy(own, 0, all, before.length, own.length);
            Document joined = new Document(
                    document.id(),
                    "",
                    all,
                    document.source(),
                    document.added(),
                    document.created(),
                    document.metadata());
            forms.add(new Form(joined, prefix.variant(), document.text(), own.length, prefix.ids()));
        }
    }
}
