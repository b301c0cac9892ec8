package org.palimpsest.corpus.duplicates;

/** What is done with a pair of documents. */
@FunctionalInterface
public interface PairVisitor {
    /**
     * Takes a pair.
     *
     * @param first number of the document that was added first
     * @param second number of the other, greater than {@code first}
     */
    void visit(int first, int second);
}
