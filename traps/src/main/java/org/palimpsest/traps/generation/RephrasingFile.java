package org.palimpsest.traps.generation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.traps.registry.ListOrigin;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Paired rephrasings: m + 1 versions of every document, of which one is published. The registry draws the published version for each
 * document by itself, which makes the test exact within documents; one version for all documents would not.
 *
 * <p>Rastogi, Maini and Pruthi, "STAMP Your Content: Proving Dataset Membership via Watermarked Rephrasings", ICML 2025, arXiv
 * 2504.13416; the draw by document is ours.
 */
public final class RephrasingFile {
    /** Name of the family in files. */
    public static final String FAMILY = "rephrasing";

    private RephrasingFile() {}

    private record Row(String id, List<String> texts) {}

    /**
     * Reads rephrasings.
     *
     * @param file JSONL, plain, {@code .gz} or {@code .zst}: rows {@code {"id":"…","texts":["…","…",…]}}, each with two texts or
     *     more, as many as every other row
     * @return one group a document, in the order of the file
     * @throws CorruptInputException if there is no row, a field is missing, texts are blank, repeated or of another number
     * @throws IOException if the file cannot be read
     */
    public static ListedCandidates read(Path file) throws IOException {
        List<List<ListedCandidate>> groups = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            for (Row row = lines.next(RephrasingFile::parse); row != null; row = lines.next(RephrasingFile::parse)) {
                groups.add(row.texts.stream().map(ListedCandidate::of).toList());
                documents.add(row.id);
            }
        }
        if (groups.isEmpty()) {
            throw new CorruptInputException(
                    file.toString(), "expected 1 document or more, found none; give rows {\"id\",\"texts\":[…]}");
        }
        if (documents.stream().distinct().count() != documents.size()) {
            throw new CorruptInputException(file.toString(), "expected every id once, found one twice");
        }
        try {
            return new ListedCandidates(FAMILY, groups, ListOrigin.drawn().withDocuments(documents));
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(
                    file.toString(), e.getMessage() + "; give every document as many different texts");
        }
    }

    private static Row parse(JsonParser json, InputLocation where) throws IOException {
        String id = null;
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "texts" -> readTexts(json, where, texts);
                default -> json.skipChildren();
            }
        }
        if (id == null || id.isBlank()) {
            throw where.error("field \"id\" is missing or blank; give rows {\"id\",\"texts\":[…]}");
        }
        if (texts.size() < 2) {
            throw where.error("field \"texts\" must be a list of 2 texts or more, got " + texts.size());
        }
        return new Row(id, texts);
    }

    private static void readTexts(JsonParser json, InputLocation where, List<String> texts) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.error("field \"texts\" must be a list of texts");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String text = JsonValues.readString(json, "texts", where);
            if (text == null || text.isBlank()) {
                throw where.error("field \"texts\" must hold no blank text");
            }
            texts.add(text);
        }
    }
}
