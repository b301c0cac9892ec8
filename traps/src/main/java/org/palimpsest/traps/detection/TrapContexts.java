package org.palimpsest.traps.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.traps.insertion.Placement;
import org.palimpsest.traps.registry.Trap;

/**
 * Finds what stands before the copies of traps in published documents, with all copies of all traps taken out. A model that was
 * trained on the documents finds a trap likelier there than alone; controls are scored behind the same text.
 *
 * <p>Documents without their traps do not depend on which candidate was published, and neither does the choice of occurrences, by
 * a hash of document and copy: the rank test behind these contexts is exact. Meeus et al., arXiv 2402.09363, appendix on context.
 */
public final class TrapContexts {
    private static final TrapContexts DEFAULTS = new TrapContexts(1000, 1);

    private final int characters;
    private final int occurrences;

    private TrapContexts(int characters, int occurrences) {
        this.characters = characters;
        this.occurrences = occurrences;
    }

    private record Found(String order, String context) {}

    /**
     * One occurrence a trap, at most 1,000 characters before it.
     *
     * @return the search
     */
    public static TrapContexts withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same search with contexts of another length.
     *
     * @param most characters of a context, 1 or more; it begins with a whole word
     * @return a new search
     * @throws IllegalArgumentException if below 1
     */
    public TrapContexts withCharacters(int most) {
        return new TrapContexts(atLeastOne("characters", most), occurrences);
    }

    /**
     * The same search with more occurrences a trap.
     *
     * @param most occurrences of a trap, 1 or more; scores behind them are averaged
     * @return a new search
     * @throws IllegalArgumentException if below 1
     */
    public TrapContexts withOccurrences(int most) {
        return new TrapContexts(characters, atLeastOne("occurrences", most));
    }

    /**
     * Finds contexts.
     *
     * @param traps the published traps
     * @param placements where their copies stand
     * @param published the documents with their traps; others are passed over
     * @return contexts by trap id, for {@link TrapScoring#withContextLists}; traps that only begin documents are missing
     * @throws IllegalArgumentException if a copy does not stand where its placement says
     */
    public Map<String, List<String>> find(List<Trap> traps, List<Placement> placements, Iterable<Document> published) {
        Map<String, Trap> byId = new HashMap<>();
        traps.forEach(trap -> byId.put(trap.id(), trap));
        Map<String, List<Placement>> byDocument = new HashMap<>();
        placements.stream()
                .filter(placement -> byId.containsKey(placement.trap()))
                .forEach(placement -> byDocument
                        .computeIfAbsent(placement.document(), unused -> new ArrayList<>())
                        .add(placement));
        Map<String, List<Found>> found = new LinkedHashMap<>();
        for (Document document : published) {
            List<Placement> own = byDocument.getOrDefault(document.id(), List.of());
            collect(
                    document,
                    own.stream()
                            .sorted(Comparator.comparingInt(Placement::offset))
                            .toList(),
                    byId,
                    found);
        }
        Map<String, List<String>> contexts = new LinkedHashMap<>();
        found.forEach((trap, all) -> contexts.put(
                trap,
                all.stream()
                        .sorted(Comparator.comparing(Found::order))
                        .limit(occurrences)
                        .map(Found::context)
                        .toList()));
        return contexts;
    }

    private void collect(
            Document document, List<Placement> own, Map<String, Trap> traps, Map<String, List<Found>> found) {
        StringBuilder original = new StringBuilder();
        int from = 0;
        for (Placement placement : own) {
            Trap trap = traps.get(placement.trap());
            if (trap == null) {
                throw new IllegalArgumentException("placements must be of traps of the registry, got trap "
                        + placement.trap() + " in document " + document.id());
            }
            String copy = trap.copyText(placement.copy());
            if (placement.offset() < from || !document.text().startsWith(copy, placement.offset())) {
                throw new IllegalArgumentException("copy " + placement.copy() + " of trap " + placement.trap()
                        + " must stand at offset " + placement.offset() + " of document " + document.id()
                        + ", but another text does; give the documents as they were published");
            }
            original.append(document.text(), from, placement.offset());
            from = placement.offset() + copy.length();
            String context = lastWords(original.toString());
            if (!context.isEmpty()) {
                String order = Fingerprint.sha256(placement.trap() + "\n" + placement.copy() + "\n" + document.id());
                found.computeIfAbsent(placement.trap(), unused -> new ArrayList<>())
                        .add(new Found(order, context));
            }
        }
    }

    private String lastWords(String text) {
        String stripped = text.strip();
        if (stripped.length() <= characters) {
            return stripped;
        }
        int from = stripped.length() - characters;
        while (from < stripped.length() && !Character.isWhitespace(stripped.charAt(from - 1))) {
            from++;
        }
        return stripped.substring(from);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, got " + value);
        }
        return value;
    }
}
