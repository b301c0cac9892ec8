package org.palimpsest.corpus.search.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a search gave for one question, and what it should have given.
 *
 * @param found ids of documents, the best first, each once
 * @param relevant ids of the documents that state the fact; at least one
 */
public record Ranking(List<String> found, Set<String> relevant) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if nothing is relevant or an id is found twice
     */
    public Ranking {
        found = List.copyOf(found);
        relevant = Set.copyOf(relevant);
        if (relevant.isEmpty()) {
            throw new IllegalArgumentException("a question needs at least one relevant document");
        }
        if (new HashSet<>(found).size() != found.size()) {
            throw new IllegalArgumentException("every document may be found once");
        }
    }

    /**
     * Relevant ones among the first k, divided by k.
     *
     * @param k at least 1
     * @return precision at k
     */
    public double precision(int k) {
        return (double) hits(k) / k;
    }

    /**
     * Relevant ones among the first k, divided by all relevant ones.
     *
     * @param k at least 1
     * @return recall at k
     */
    public double recall(int k) {
        return (double) hits(k) / relevant.size();
    }

    /** Returns 1 / rank of the first relevant document, 0 where there is none. */
    public double reciprocalRank() {
        for (int i = 0; i < found.size(); i++) {
            if (relevant.contains(found.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    /** Returns the harmonic mean of precision and recall of everything found. */
    public double f1() {
        return 2.0 * hits(found.size()) / (found.size() + relevant.size());
    }

    private long hits(int k) {
        return found.stream().limit(k).filter(relevant::contains).count();
    }
}
