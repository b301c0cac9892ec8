package org.palimpsest.traps.insertion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.traps.family.KeyedStream;
import org.palimpsest.traps.registry.MasterKey;
import org.palimpsest.traps.registry.Trap;

/** Copies for documents that are named. */
final class ListedDealing implements Dealing {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, ArrayList<TrapCopy>> byDocument;
    private final ArrayList<String> byRank;

    private ListedDealing(Map<String, ? extends List<TrapCopy>> copies, List<String> byRank) {
        this.byDocument = new HashMap<>();
        copies.forEach((id, own) -> byDocument.put(id, new ArrayList<>(own)));
        this.byRank = new ArrayList<>(byRank);
    }

    static ListedDealing of(List<Trap> traps, MasterKey key, List<PlannedCopy> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("rows must hold 1 copy or more, got 0");
        }
        Map<String, Trap> byId = new HashMap<>();
        traps.forEach(trap -> byId.put(trap.id(), trap));
        LinkedHashMap<String, ArrayList<TrapCopy>> copies = new LinkedHashMap<>();
        Set<PlannedCopy> seen = new HashSet<>();
        for (PlannedCopy row : rows) {
            Trap trap = byId.get(row.trap());
            if (trap == null) {
                throw new IllegalArgumentException(
                        "rows must name traps of the list, got trap " + row.trap() + " for document " + row.document());
            }
            if (!seen.add(row)) {
                throw new IllegalArgumentException("rows must differ, got copy " + row.copy() + " of trap " + row.trap()
                        + " twice for document " + row.document());
            }
            copies.computeIfAbsent(row.document(), id -> new ArrayList<>()).add(new TrapCopy(trap, row.copy()));
        }
        KeyedStream streams = key.stream("insertion");
        List<ChosenDocument> ranked = new ArrayList<>();
        for (String id : copies.keySet()) {
            ranked.add(ChosenDocument.of(streams, id, id, 1));
        }
        ranked.sort(null);
        List<String> byRank = new ArrayList<>();
        ranked.forEach(document -> byRank.add(document.file()));
        return new ListedDealing(copies, byRank);
    }

    boolean has(String document) {
        return byDocument.containsKey(document);
    }

    /** Id of the document of a rank. */
    String document(int rank) {
        return byRank.get(rank);
    }

    @Override
    public int documents() {
        return byRank.size();
    }

    @Override
    public List<TrapCopy> copiesOf(int rank) {
        return List.copyOf(byDocument.getOrDefault(byRank.get(rank), new ArrayList<>()));
    }
}
