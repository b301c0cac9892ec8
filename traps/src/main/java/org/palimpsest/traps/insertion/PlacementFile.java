package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.AtomicOutput;

/** Writes and reads {@code placements.jsonl}: a row {@code {"document","trap","offset","copy"}} for every copy. */
public final class PlacementFile {
    /** Name of the file. */
    public static final String NAME = "placements.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADVICE = "; give the placements.jsonl that traps insert wrote";

    private PlacementFile() {}

    /**
     * Writes placements.
     *
     * @param target the file; appears whole or not at all
     * @param placements rows in the order in which they are written
     * @throws IOException if it cannot be written
     */
    public static void write(Path target, List<Placement> placements) throws IOException {
        AtomicOutput.write(target, out -> {
            for (Placement placement : placements) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("document", placement.document());
                row.put("trap", placement.trap());
                row.put("offset", placement.offset());
                row.put("copy", placement.copy());
                out.write(JSON.writeValueAsBytes(row));
                out.write('\n');
            }
        });
    }

    /** Is told of every row of a file. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes a row.
         *
         * @param placement the row
         * @param where its file and line, for messages
         * @throws IOException if the row does not suit
         */
        void visit(Placement placement, InputLocation where) throws IOException;
    }

    /**
     * Reads placements.
     *
     * @param file plain, {@code .gz} or {@code .zst}
     * @return its rows in their order
     * @throws IOException if it cannot be read, or a row lacks a field or has one of the wrong type
     */
    public static List<Placement> read(Path file) throws IOException {
        List<Placement> placements = new ArrayList<>();
        read(file, (placement, where) -> placements.add(placement));
        return placements;
    }

    /**
     * Reads placements one by one.
     *
     * @param file plain, {@code .gz} or {@code .zst}
     * @param visitor is told of every row in its order
     * @throws IOException as {@link #read(Path)}, and what the visitor throws
     */
    public static void read(Path file, Visitor visitor) throws IOException {
        try (JsonLines lines = JsonLines.open(file, 0)) {
            Placement placement = lines.next(PlacementFile::parse);
            while (placement != null) {
                visitor.visit(placement, lines.location());
                placement = lines.next(PlacementFile::parse);
            }
        }
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
            throw where.error(
                    "a placement must have document, trap, offset of 0 or more and copy of 1 or more" + ADVICE);
        }
        return new Placement(document, trap, offset, copy);
    }

    private static int number(JsonParser json, String name, InputLocation where) throws IOException {
        boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!whole || json.getNumberType() != JsonParser.NumberType.INT) {
            throw where.error("field \"" + name + "\" must be a whole number, " + Integer.MAX_VALUE + " at most, got "
                    + json.getText() + ADVICE);
        }
        return json.getIntValue();
    }
}
