package org.palimpsest.traps.verification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.InputLocation;
import org.palimpsest.corpus.JsonLines;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.Trap;

/**
 * Compares a published corpus with a placement file: every copy must stand verbatim at its offset, and nowhere else. Memory
 * grows with traps and placements, time with the corpus, which is read once.
 */
public final class PlacementCheck {
    private final Map<String, Trap> traps = new LinkedHashMap<>();
    private final Map<String, List<String>> trapsOf = new HashMap<>();
    private final TextSearch search;

    private PlacementCheck(List<Trap> list) {
        for (Trap trap : list) {
            traps.put(trap.id(), trap);
            List<String> texts = trap.wordings().isEmpty() ? List.of(trap.text()) : trap.wordings();
            texts.forEach(text ->
                    trapsOf.computeIfAbsent(text, t -> new ArrayList<>()).add(trap.id()));
        }
        this.search = new TextSearch(trapsOf.keySet());
    }

    /**
     * A check for traps.
     *
     * @param traps as they were published
     * @return the check
     * @throws IllegalArgumentException if there are none
     */
    public static PlacementCheck of(List<Trap> traps) {
        if (traps.isEmpty()) {
            throw new IllegalArgumentException("a check of placements needs 1 trap or more, got 0");
        }
        return new PlacementCheck(traps);
    }

    /**
     * Checks a corpus.
     *
     * @param placementFile what {@code traps insert} wrote
     * @param corpus JSONL of documents, plain, {@code .gz} or {@code .zst}
     * @return what is in place and what is not; where an id occurs several times, its first document counts
     * @throws IOException if a file cannot be read, is not of its kind, or a row names a trap that is not among those given
     */
    public PlacementReport check(Path placementFile, List<Path> corpus) throws IOException {
        Map<String, List<Placement>> expected = new LinkedHashMap<>();
        long rows = 0;
        try (JsonLines lines = JsonLines.open(placementFile, 0)) {
            Placement placement = lines.next(this::parse);
            while (placement != null) {
                expected.computeIfAbsent(placement.document(), id -> new ArrayList<>())
                        .add(placement);
                rows++;
                placement = lines.next(this::parse);
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Path file : corpus) {
            try (DocumentReader reader = DocumentReader.open(file)) {
                Document document = reader.read();
                while (document != null) {
                    List<Placement> placements = expected.remove(document.id());
                    compare(document, placements == null ? List.of() : placements, findings);
                    document = reader.read();
                }
            }
        }
        expected.values().stream()
                .flatMap(List::stream)
                .forEach(placement -> findings.add(finding(PlacementState.NO_DOCUMENT, placement, -1)));
        long bad = findings.stream()
                .filter(finding -> finding.state() != PlacementState.EXTRA)
                .count();
        return new PlacementReport(rows, rows - bad, findings);
    }

    private void compare(Document document, List<Placement> placements, List<Finding> findings) {
        Map<String, SortedSet<Integer>> found = new HashMap<>();
        search.search(
                document.text(),
                (text, offset) -> trapsOf.getOrDefault(text, List.of())
                        .forEach(trap -> found.computeIfAbsent(trap + "\n" + text, key -> new TreeSet<>())
                                .add(offset)));
        List<Placement> astray = new ArrayList<>();
        for (Placement placement : placements) {
            if (!at(found, placement).remove(placement.offset())) {
                astray.add(placement);
            }
        }
        for (Placement placement : astray) {
            SortedSet<Integer> left = at(found, placement);
            if (left.isEmpty()) {
                findings.add(finding(PlacementState.MISSING, placement, -1));
            } else {
                int place = left.first();
                left.remove(place);
                findings.add(finding(PlacementState.MOVED, placement, place));
            }
        }
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(entry -> entry.getValue()
                        .forEach(offset -> findings.add(new Finding(
                                PlacementState.EXTRA,
                                document.id(),
                                entry.getKey().substring(0, entry.getKey().indexOf('\n')),
                                0,
                                -1,
                                offset))));
    }

    private SortedSet<Integer> at(Map<String, SortedSet<Integer>> found, Placement placement) {
        Trap trap = traps.get(placement.trap());
        String text = trap == null ? "" : trap.copyText(placement.copy());
        return found.computeIfAbsent(placement.trap() + "\n" + text, key -> new TreeSet<>());
    }

    private static Finding finding(PlacementState state, Placement placement, int found) {
        return new Finding(state, placement.document(), placement.trap(), placement.copy(), placement.offset(), found);
    }

    private Placement parse(JsonParser json, InputLocation where) throws IOException {
        String document = null;
        String trap = null;
        int offset = -1;
        int copy = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "document" -> document = JsonValues.readString(json, name, where);
                case "trap" -> trap = JsonValues.readString(json, name, where);
                case "offset" -> offset = json.getValueAsInt(-1);
                case "copy" -> copy = json.getValueAsInt(0);
                default -> json.skipChildren();
            }
        }
        if (document == null || trap == null || offset < 0 || copy < 1) {
            throw where.error(
                    "a placement must have document, trap, offset of 0 or more and copy of 1 or more; give the"
                            + " placements.jsonl that traps insert wrote");
        }
        if (!traps.containsKey(trap)) {
            throw where.error(
                    "trap \"" + trap + "\" is not among the traps given; give the registry that was inserted");
        }
        return new Placement(document, trap, offset, copy);
    }
}
