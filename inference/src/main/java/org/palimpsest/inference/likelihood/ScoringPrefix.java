package org.palimpsest.inference.likelihood;

import java.util.List;
import org.palimpsest.corpus.Document;

/**
 * A text that is put before every text, as ReCaLL and Con-ReCaLL ask for. It must be made of texts that are never scored themselves.
 *
 * @param name what the variant is called after {@code prefix:}; not empty
 * @param text the prefix, not empty
 * @param ids ids of the texts that it was made of
 */
public record ScoringPrefix(String name, String text, List<String> ids) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if the name or the text is empty
     */
    public ScoringPrefix {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a prefix must have a name");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("prefix " + name + " must not be empty");
        }
        ids = List.copyOf(ids);
    }

    /**
     * A prefix of several texts, each followed by a line end unless it ends in white space.
     *
     * @param name its name, not empty
     * @param documents the texts, in the order in which they stand
     * @return the prefix
     * @throws IllegalArgumentException if the name or all texts are empty
     */
    public static ScoringPrefix of(String name, List<Document> documents) {
        StringBuilder text = new StringBuilder();
        for (Document document : documents) {
            text.append(document.text());
            if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                text.append('\n');
            }
        }
        return new ScoringPrefix(
                name, text.toString(), documents.stream().map(Document::id).toList());
    }

    /** What rows of it have in the field {@code variant}. */
    String variant() {
        return "prefix:" + name;
    }
}
