package org.palimpsest.corpus.duplicates;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where a phrase stands in training text. It shows that the text was there, not that a model learnt it.
 *
 * @param places how often it occurs
 * @param visited how many of these places were looked at for documents and steps, at most {@code places}
 * @param documents some that hold it, in the order of the corpus, each once
 * @param earliestStep the first training step among all visited places, where steps are known
 */
public record Sighting(long places, long visited, List<Holder> documents, OptionalLong earliestStep) {
    /**
     * A document that holds the phrase.
     *
     * @param document its number in the order of the corpus, from 0
     * @param id its id
     * @param position of the phrase's first token there, the first one that was visited
     * @param step when it was trained on, where that is known
     */
    public record Holder(long document, String id, long position, OptionalLong step) {}

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if more places were visited than there are
     */
    public Sighting {
        if (visited < 0 || visited > places) {
            throw new IllegalArgumentException("visited must be in [0, " + places + "], got " + visited);
        }
        documents = List.copyOf(documents);
    }
}
