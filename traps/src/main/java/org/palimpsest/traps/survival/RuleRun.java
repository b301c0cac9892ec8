package org.palimpsest.traps.survival;

/**
 * A rule on its way through one corpus. It first sees all documents that reach it, in order, as often as it asks for; then it
 * rules on them, in the same order.
 */
@FunctionalInterface
public interface RuleRun {
    /**
     * How often the rule must see all documents before it can rule on the first.
     *
     * @return 0 for a rule that needs no other documents, or only those before
     */
    default int observations() {
        return 0;
    }

    /**
     * Sees a document.
     *
     * @param pass which time, from 0
     * @param document the document as the rules before have left it
     */
    default void observe(int pass, MarkedDocument document) {}

    /**
     * Rules on a document.
     *
     * @param document the document as the rules before have left it
     * @return what is left
     */
    Ruling apply(MarkedDocument document);
}
