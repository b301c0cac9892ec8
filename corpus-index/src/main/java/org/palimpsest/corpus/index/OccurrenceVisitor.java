package org.palimpsest.corpus.index;

/** What is done with a place at which a phrase occurs. */
@FunctionalInterface
public interface OccurrenceVisitor {
    /**
     * Takes a place.
     *
     * @param document the document's number in the order of the corpus, from 0
     * @param position of the phrase's first token in the document, from 0
     */
    void visit(long document, long position);
}
