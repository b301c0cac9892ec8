package org.palimpsest.corpus.search.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.search.EntityCatalogue;
import org.palimpsest.corpus.search.Fact;

/**
 * A corpus with planted facts.
 *
 * @param documents in a random order
 * @param catalogue the subjects
 * @param questions what to ask
 * @param naming for each subject's id the ids of the documents that name it, by whatever name
 */
public record FactSet(
        List<Document> documents,
        EntityCatalogue catalogue,
        List<Question> questions,
        Map<String, Set<String>> naming) {
    /**
     * A fact to be found.
     *
     * @param fact its subject is an entity's id
     * @param name the subject's name, as someone without a catalogue would give it
     * @param homonym whether another subject has that name
     * @param stating ids of the documents that state it
     */
    public record Question(Fact fact, String name, Homonym homonym, Set<String> stating) {
        /** Copies the set. */
        public Question {
            stating = Set.copyOf(stating);
        }
    }

    /** Whether a subject's name is its own. */
    public enum Homonym {
        /** No other subject has it. */
        UNIQUE,
        /** Another subject has it too. */
        SHARED
    }

    /** Copies. */
    public FactSet {
        documents = List.copyOf(documents);
        questions = List.copyOf(questions);
        naming = Map.copyOf(naming);
    }
}
