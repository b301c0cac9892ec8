package org.palimpsest.traps.verification;

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
import org.palimpsest.traps.family.LookAlikeFamily;
import org.palimpsest.traps.family.LookAlikes;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.Trap;

/**
 * Compares a published corpus with a placement file: every copy must stand verbatim at its offset, and nowhere else; a
 * document that is written under a key must have its words as the key writes them. Memory
 * grows with traps and placements, time with the corpus, which is read once.
 */
public final class PlacementCheck {
    private final Map<String, Trap> traps = new LinkedHashMap<>();
    private final Map<String, Trap> keys = new LinkedHashMap<>();
    private final Map<String, List<String>> trapsOf = new HashMap<>();
    private final TextSearch search;

    private PlacementCheck(List<Trap> list) {
        for (Trap trap : list) {
            traps.put(trap.id(), trap);
            if (trap.family().equals(LookAlikeFamily.NAME)) {
                keys.put(trap.id(), trap);
            }
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
        PlacementFile.read(placementFile, (placement, where) -> {
            if (!traps.containsKey(placement.trap())) {
                throw where.error("trap \"" + placement.trap()
                        + "\" is not among the traps given; give the registry that was inserted");
            }
            expected.computeIfAbsent(placement.document(), id -> new ArrayList<>())
                    .add(placement);
        });
        long rows = expected.values().stream().mapToLong(List::size).sum();
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
            Trap key = keys.get(placement.trap());
            if (key != null) {
                if (placement.offset() != 0 || !LookAlikes.isWrittenUnder(document.text(), key.text())) {
                    findings.add(finding(PlacementState.MISSING, placement, -1));
                }
            } else if (!at(found, placement).remove(placement.offset())) {
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
}
