package org.palimpsest.traps.insertion;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.run.AtomicOutput;

/** Writes {@code placements.jsonl}: a row {@code {"document","trap","offset","copy"}} for every copy. */
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
}
