package org.palimpsest.corpus.duplicates;

/** Decides whether two candidates are duplicates, usually by {@link ShingleSet#jaccard} against a threshold. */
@FunctionalInterface
public interface PairTest {
    /**
     * Looks at a pair.
     *
     * @param first number of the document that was added first
     * @param second number of the other, greater than {@code first}
     * @return whether they are duplicates
     */
    boolean duplicates(int first, int second);
}
