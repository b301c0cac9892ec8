package org.palimpsest.corpus.index;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.roaringbitmap.RoaringBitmap;

/**
 * Chooses documents of an index by what is known about them: ids, source, any field of their metadata. Each choice reads
 * the lines about all documents once.
 */
public final class DocumentSelection {
    private final SuffixArrayIndex index;

    private DocumentSelection(SuffixArrayIndex index) {
        this.index = index;
    }

    /**
     * A choice among the documents of an index.
     *
     * @param index the index
     * @return the choice
     */
    public static DocumentSelection of(SuffixArrayIndex index) {
        return new DocumentSelection(index);
    }

    /**
     * Documents that were asked for by id.
     *
     * @param documents those with one of the ids; all of them where several have the same
     * @param missing ids that no document has, in the order in which they were given
     */
    public record Found(DocumentSet documents, List<String> missing) {
        /** Copies the ids. */
        public Found {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The documents with some ids.
     *
     * @param ids as {@link SuffixArrayIndex#documentId} gives them
     * @return the documents, and the ids that none has
     */
    public Found ids(Collection<String> ids) {
        Set<String> wanted = new LinkedHashSet<>(ids);
        Set<String> missing = new LinkedHashSet<>(wanted);
        DocumentSet documents = matching((lines, document) -> {
            String id = lines.id(document);
            missing.remove(id);
            return wanted.contains(id);
        });
        return new Found(documents, List.copyOf(missing));
    }

    /**
     * The documents that a file names: a set ({@code .roaring}), rows with {@code document} or else {@code id} ({@code
     * .jsonl}, as traps insert writes placements), or ids, one a line; the latter two also {@code .gz} or {@code .zst}.
     *
     * @param file the file
     * @return the documents, and the ids that none has
     * @throws IllegalArgumentException if a set holds a document that the index has not
     * @throws IOException if the file cannot be read, is damaged, or a row names no document
     */
    public Found read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(gz|zst)$", "");
        if (name.endsWith(".roaring")) {
            DocumentSet set = DocumentSet.read(file);
            requireInside(index, set);
            return new Found(set, List.of());
        }
        return ids(name.endsWith(".jsonl") ? rows(file) : lines(file));
    }

    /** Refuses a set that holds documents which an index has not. */
    static void requireInside(SuffixArrayIndex index, DocumentSet set) {
        if (set.end() > index.documents()) {
            throw new IllegalArgumentException(
                    "documents must be in [0, " + index.documents() + "), the set holds document " + (set.end() - 1));
        }
    }

    private static Set<String> lines(Path file) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    ids.add(line.strip());
                }
            }
        }
        return ids;
    }

    private static Set<String> rows(Path file) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        try (JsonLines rows = JsonLines.open(file, 0)) {
            for (String id = row(rows); id != null; id = row(rows)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static @Nullable String row(JsonLines rows) throws IOException {
        return rows.next((json, where) -> {
            String id = null;
            String document = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("id")) {
                    id = JsonValues.readString(json, field, where);
                } else if (field.equals("document")) {
                    document = JsonValues.readString(json, field, where);
                } else {
                    json.skipChildren();
                }
            }
            String named = document == null ? id : document;
            if (named == null) {
                throw where.error("has neither \"document\" nor \"id\"; name a document in every row");
            }
            return named;
        });
    }

    /**
     * The documents whose metadata have a value.
     *
     * @param field its name, such as {@code source}; a dot leads into an object, as in {@code metadata.lang}
     * @param value the value as text
     * @return the documents
     */
    public DocumentSet where(String field, String value) {
        String pointer = "/" + field.replace("~", "~0").replace("/", "~1").replace('.', '/');
        return matching(line -> {
            JsonNode found = line.path("metadata").at(pointer);
            return found.isValueNode() && found.asText().equals(value);
        });
    }

    private DocumentSet matching(Predicate<JsonNode> rule) {
        return matching((lines, document) -> rule.test(lines.at(document)));
    }

    /** Says of a document of a shard whether it is chosen. */
    @FunctionalInterface
    private interface Rule {
        boolean chooses(DocumentLines lines, int document);
    }

    private DocumentSet matching(Rule rule) {
        RoaringBitmap bitmap = new RoaringBitmap();
        long first = 0;
        for (int i = 0; i < index.shardCount(); i++) {
            Shard shard = index.shard(i);
            int documents = shard.documents().documents();
            for (int document = 0; document < documents; document++) {
                if (rule.chooses(shard.lines(), document)) {
                    bitmap.add(DocumentSet.number(first + document));
                }
            }
            first += documents;
        }
        return DocumentSet.owned(bitmap);
    }
}
