package org.palimpsest.corpus;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One document of a corpus, with the fields of the Dolma format.
 *
 * @param id the name of the document, not empty; unique within a corpus by convention, which is the caller's to check
 * @param text the text, which may be empty; empty as well where the row has only {@code tokens}
 * @param tokens the token ids (each at least 0) where the row gives them, else null; cloned in and out
 * @param source where the document comes from, or null
 * @param added when it was added to the corpus, as the row says it, or null
 * @param created when it was written, as the row says it, or null
 * @param metadata everything under the row's {@code metadata} object in its order, values as strings, numbers, booleans,
 *     lists, maps or null; unmodifiable at its first level
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are many; boxing them would cost five times the memory
public record Document(
        String id,
        String text,
        int @Nullable [] tokens,
        @Nullable String source,
        @Nullable String added,
        @Nullable String created,
        Map<String, @Nullable Object> metadata) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code id} is empty or a token id is negative
     */
    public Document {
        Objects.requireNonNull(text, "text");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
        if (tokens != null) {
            tokens = TokenSequence.checked(tokens);
        }
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * A document that has only an id and a text.
     *
     * @param id its name, not empty
     * @param text its text
     * @return the document
     * @throws IllegalArgumentException if {@code id} is empty
     */
    public static Document of(String id, String text) {
        return new Document(id, text, null, null, null, null, Map.of());
    }

    /**
     * The same document with another text, for example with a mark inserted; its token ids, which no longer fit, are
     * dropped.
     *
     * @param newText the text
     * @return the document
     */
    public Document withText(String newText) {
        return new Document(id, newText, null, source, added, created, metadata);
    }

    /** Returns a copy of the token ids, or null where the row gave none. */
    @Override
    public int @Nullable [] tokens() {
        return tokens == null ? null : tokens.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document that
                && id.equals(that.id)
                && text.equals(that.text)
                && Arrays.equals(tokens, that.tokens)
                && Objects.equals(source, that.source)
                && Objects.equals(added, that.added)
                && Objects.equals(created, that.created)
                && metadata.equals(that.metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, text, Arrays.hashCode(tokens), source, added, created, metadata);
    }
}
