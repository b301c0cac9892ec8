package org.palimpsest.traps.insertion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which documents were chosen, by rank: the result of the first pass over a corpus. */
public final class Assignment implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<ChosenDocument> byRank;
    private final HashMap<String, ArrayList<Integer>> ranks = new HashMap<>();

    private Assignment(List<ChosenDocument> byRank) {
        this.byRank = new ArrayList<>(byRank);
        for (int rank = 0; rank < byRank.size(); rank++) {
            ranks.computeIfAbsent(byRank.get(rank).file(), file -> new ArrayList<>())
                    .add(rank);
        }
    }

    /**
     * Chooses among what the files offer.
     *
     * @param plan says how many
     * @param offers what {@link JsonlInsertion#scan} gave for each file, in any order
     * @return the choice
     * @throws IllegalArgumentException if there are fewer suitable documents than the plan needs
     */
    public static Assignment of(InsertionPlan plan, List<List<ChosenDocument>> offers) {
        SmallestDocuments smallest = new SmallestDocuments(plan.documents());
        offers.forEach(offer -> offer.forEach(smallest::offer));
        List<ChosenDocument> chosen = smallest.list();
        if (chosen.size() < plan.documents()) {
            throw plan.tooFew(chosen.size());
        }
        return new Assignment(chosen);
    }

    /** The chosen documents of one file: rank and place by line. */
    Map<Long, Ranked> ofFile(String file) {
        Map<Long, Ranked> lines = new HashMap<>();
        for (int rank : ranks.getOrDefault(file, new ArrayList<>())) {
            ChosenDocument chosen = byRank.get(rank);
            lines.put(chosen.line(), new Ranked(rank, chosen));
        }
        return lines;
    }

    /** A chosen document and its rank. */
    record Ranked(int rank, ChosenDocument document) {}
}
