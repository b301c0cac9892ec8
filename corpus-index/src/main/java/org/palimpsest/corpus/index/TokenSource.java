package org.palimpsest.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.Tokenizer;

/**
 * Where the token ids of documents come from.
 *
 * @param tokenizer makes them from text; null where documents have them
 * @param definition the tokenizer's {@code tokenizer.json}
 */
record TokenSource(@Nullable Tokenizer tokenizer, @Nullable Path definition) {
    /** The ids of documents, in their order. */
    List<int[]> of(List<SourceDocument> documents) {
        Tokenizer encoder = tokenizer;
        if (encoder != null) {
            return encoder.encodeAll(
                    documents.stream().map(d -> d.document().text()).toList());
        }
        List<int[]> ids = new ArrayList<>(documents.size());
        for (SourceDocument source : documents) {
            ids.add(given(source.document()));
        }
        return ids;
    }

    private static int[] given(Document document) {
        int[] tokens = document.tokens();
        if (tokens == null) {
            throw new IllegalArgumentException(
                    "document \"" + document.id() + "\" has no token ids; give a tokenizer, or rows with \"tokens\"");
        }
        return tokens;
    }

    /** What an index says of it: empty where ids were given. */
    String fingerprint() {
        return tokenizer == null ? "" : tokenizer.fingerprint();
    }

    /** Copies the definition, if there is one. */
    void keepDefinition(Path target) throws IOException {
        if (definition != null) {
            Files.copy(definition, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
