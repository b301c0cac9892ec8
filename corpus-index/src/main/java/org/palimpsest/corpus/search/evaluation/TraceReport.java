package org.palimpsest.corpus.search.evaluation;

import java.util.List;

/**
 * What an evaluation measured.
 *
 * @param documents in the corpus
 * @param facts how each search finds the documents that state a fact
 * @param entities how each search finds the documents that name an entity
 * @param wins entities that postings find better, by the harmonic mean, than a search for all names as strings
 * @param losses entities that they find worse
 */
public record TraceReport(int documents, List<Facts> facts, List<Entities> entities, int wins, int losses) {
    /** Copies. */
    public TraceReport {
        facts = List.copyOf(facts);
        entities = List.copyOf(entities);
    }

    /**
     * A search for facts.
     *
     * @param system what searched
     * @param subjects which questions: {@code all}, {@code shared} names, {@code unique} names
     * @param scores its measures
     */
    public record Facts(String system, String subjects, RetrievalScores scores) {}

    /**
     * A search for entities.
     *
     * @param system what searched
     * @param scores its measures
     */
    public record Entities(String system, RetrievalScores scores) {}
}
