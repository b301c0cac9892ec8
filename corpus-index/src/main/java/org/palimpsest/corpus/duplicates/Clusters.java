package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents in groups: two share a group if a chain of pairs leads from one to the other. */
public final class Clusters {
    private final int[] representatives;

    Clusters(int[] representatives) {
        this.representatives = representatives;
    }

    /** Returns the number of documents. */
    public int documents() {
        return representatives.length;
    }

    /**
     * The document that a pipeline would keep.
     *
     * @param document a document's number
     * @return the first document of its group, itself if it is alone
     * @throws IllegalArgumentException if there is no such document
     */
    public int representative(int document) {
        if (document < 0 || document >= representatives.length) {
            throw new IllegalArgumentException(
                    "document must be in [0, " + representatives.length + "), got " + document);
        }
        return representatives[document];
    }

    /** Returns how many documents a pipeline would drop: all but the first of each group. */
    public int redundant() {
        int count = 0;
        for (int i = 0; i < representatives.length; i++) {
            count += representatives[i] != i ? 1 : 0;
        }
        return count;
    }

    /**
     * The groups of two and more.
     *
     * @return ascending numbers of documents, group by group in the order of their first
     */
    public List<List<Integer>> groups() {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < representatives.length; i++) {
            if (representatives[i] != i) {
                int first = representatives[i];
                groups.computeIfAbsent(first, key -> new ArrayList<>(List.of(key)))
                        .add(i);
            }
        }
        return groups.values().stream().map(List::copyOf).toList();
    }
}
