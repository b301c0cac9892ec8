package org.palimpsest.traps.survival;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.traps.insertion.Placement;

/** Reads {@code placements.jsonl}: a row {@code {"document","trap","offset","copy"}} for every copy. */
public final class PlacementRows {
    private PlacementRows() {}

    /**
     * Reads placements.
     *
     * @param file JSONL, plain, {@code .gz} or {@code .zst}
     * @return rows in the order of the file
     * @throws org.palimpsest.corpus.CorruptInputException if a field is missing or out of range
     * @throws IOException if the file cannot be read
     */
    public static List<Placement> read(Path file) throws IOException {
        List<Placement> rows = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            Placement row = lines.next(PlacementRows::parse);
            while (row != null) {
                rows.add(row);
                row = lines.next(PlacementRows::parse);
            }
        }
        return rows;
    }

    private static Placement parse(JsonParser json, InputLocation where) throws IOException {
        String document = "";
        String trap = "";
        int offset = -1;
        int copy = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "document" -> document = String.valueOf(JsonValues.readString(json, name, where));
                case "trap" -> trap = String.valueOf(JsonValues.readString(json, name, where));
                case "offset" -> offset = number(json, name, where);
                case "copy" -> copy = number(json, name, where);
                default -> json.skipChildren();
            }
        }
        if (document.isEmpty() || trap.isEmpty() || offset < 0 || copy < 1) {
            throw where.error("a row must have document, trap, offset of 0 or more and copy of 1 or more; give the"
                    + " placements.jsonl of traps insert");
        }
        return new Placement(document, trap, offset, copy);
    }

    private static int number(JsonParser json, String name, InputLocation where) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw where.error(
                    "field \"" + name + "\" must be a whole number; give the placements.jsonl of traps insert");
        }
        return json.getIntValue();
    }
}
