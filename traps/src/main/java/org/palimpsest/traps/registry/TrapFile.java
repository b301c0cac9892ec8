package org.palimpsest.traps.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;

/**
 * Reads {@code traps.jsonl}, the public part of a registry: rows {@code {"id","family","text"}} with an optional list {@code
 * "wordings"} and an optional {@code "document"}, an id.
 */
public final class TrapFile {
    private TrapFile() {}

    /**
     * Reads traps.
     *
     * @param file JSONL, plain, {@code .gz} or {@code .zst}
     * @return the traps in the order of the file, one or more
     * @throws CorruptInputException if there is no row, or a field is missing or blank
     * @throws IOException if the file cannot be read
     */
    public static List<Trap> read(Path file) throws IOException {
        List<Trap> traps = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            Trap trap = lines.next(TrapFile::parse);
            while (trap != null) {
                traps.add(trap);
                trap = lines.next(TrapFile::parse);
            }
        }
        if (traps.isEmpty()) {
            throw new CorruptInputException(
                    file.toString(), "expected 1 trap or more, found none; give the traps.jsonl of a registry");
        }
        return List.copyOf(traps);
    }

    private static Trap parse(JsonParser json, InputLocation where) throws IOException {
        String id = null;
        String family = null;
        String text = null;
        String document = null;
        List<String> wordings = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = JsonValues.readString(json, name, where);
                case "family" -> family = JsonValues.readString(json, name, where);
                case "text" -> text = JsonValues.readString(json, name, where);
                case "document" -> document = JsonValues.readString(json, name, where);
                case "wordings" -> readWordings(json, where, wordings);
                default -> json.skipChildren();
            }
        }
        return new Trap(
                required("id", id, where),
                required("family", family, where),
                required("text", text, where),
                wordings,
                document);
    }

    private static void readWordings(JsonParser json, InputLocation where, List<String> wordings) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw where.error("field \"wordings\" must be a list of texts; give the traps.jsonl of a registry");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            wordings.add(required("wordings", JsonValues.readString(json, "wordings", where), where));
        }
    }

    private static String required(String field, @Nullable String value, InputLocation where)
            throws CorruptInputException {
        if (value == null || value.isBlank()) {
            throw where.error("field \"" + field
                    + "\" is missing or blank; give the traps.jsonl of a registry, rows of id, family" + " and text");
        }
        return value;
    }
}
