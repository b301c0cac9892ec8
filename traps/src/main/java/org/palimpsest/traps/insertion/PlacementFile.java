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

    /**
     * Reads placements.
     *
     * @param file plain, {@code .gz} or {@code .zst}
     * @return its rows in their order
     * @throws IOException if it cannot be read, or a row lacks a field or has one of the wrong type
     */
    public static List<Placement> read(Path file) throws IOException {
        List<Placement> placements = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, 0)) {
            Placement placement = lines.next(PlacementFile::parse);
            while (placement != null) {
                placements.add(placement);
                placement = lines.next(PlacementFile::parse);
            }
        }
        return placements;
    }

    private static Placement parse(JsonParser json, InputLocation where) throws IOException {
        String document = null;
        String trap = null;
        long offset = -1;
        long copy = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "document" -> document = JsonValues.readString(json, name, where);
                case "trap" -> trap = JsonValues.readString(json, name, where);
                case "offset" -> offset = json.getValueAsLong(-1);
                case "copy" -> copy = json.getValueAsLong(0);
                default -> json.skipChildren();
            }
        }
        if (document == null || trap == null || offset < 0 || copy < 1) {
            throw where.error(
                    "a placement needs document, trap, an offset of 0 or more and a copy of 1 or more; give the"
                            + " placements.jsonl that traps insert wrote");
        }
        return new Placement(document, trap, Math.toIntExact(offset), Math.toIntExact(copy));
    }
}
