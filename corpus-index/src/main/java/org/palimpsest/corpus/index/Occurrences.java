package org.palimpsest.corpus.index;

import java.util.List;

/**
 * Where a phrase occurs.
 *
 * @param count how often, in all
 * @param hits some or all of the places, in the order of the corpus
 */
public record Occurrences(long count, List<Hit> hits) {
    /**
     * A place.
     *
     * @param document the document's number in the order of the corpus, from 0
     * @param position of the phrase's first token in the document, from 0
     */
    public record Hit(long document, long position) implements Comparable<Hit> {
        @Override
        public int compareTo(Hit other) {
            int byDocument = Long.compare(document, other.document);
            return byDocument != 0 ? byDocument : Long.compare(position, other.position);
        }
    }

    /** Copies the hits. */
    public Occurrences {
        hits = List.copyOf(hits);
    }
}
