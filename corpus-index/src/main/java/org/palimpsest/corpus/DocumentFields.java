package org.palimpsest.corpus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a document of the fields of a row. */
final class DocumentFields {
    private DocumentFields() {}

    /** Throws CorruptInputException if there is no id, or neither text nor token ids. */
    static Document document(
            InputLocation where,
            @Nullable String id,
            @Nullable String text,
            int @Nullable [] tokens,
            @Nullable String source,
            @Nullable String added,
            @Nullable String created,
            Map<String, @Nullable Object> metadata)
            throws CorruptInputException {
        if (id == null || id.isEmpty()) {
            throw where.error("field \"id\" is missing or empty; give every document an id of its own, a string");
        }
        if (text == null && tokens == null) {
            throw where.error(
                    "field \"text\" is missing; give every document a \"text\", or its token ids as \"tokens\"");
        }
        return new Document(id, text == null ? "" : text, tokens, source, added, created, metadata);
    }
}
