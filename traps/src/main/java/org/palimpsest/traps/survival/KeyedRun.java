package org.palimpsest.traps.survival;

import java.util.List;

/**
 * A run of a rule that knows other documents by 64-bit keys only. Where a corpus lies in parts, each part has a run of its own: it
 * gives the keys of the documents that reach the rule, is told which of them other parts have too, and then rules on these
 * documents as the run over the whole corpus would.
 */
public interface KeyedRun extends RuleRun {
    /** Takes a key. */
    @FunctionalInterface
    interface KeyTaker {
        /**
         * Takes a key of a document.
         *
         * @param slot which of the document's keys, where only those of equal slots are compared; else 0
         * @param key the key
         */
        void take(int slot, long key);
    }

    /**
     * What the run must know, pass by pass.
     *
     * @return one question or more
     */
    List<KeyQuestion> questions();

    /**
     * Gives the keys of a document; what earlier passes ask must be known.
     *
     * @param pass which question, from 0
     * @param document the document as the rules before have left it
     * @param taker takes its keys
     */
    void keys(int pass, MarkedDocument document, KeyTaker taker);

    /**
     * Learns an answer.
     *
     * @param pass which question, from 0
     * @param answer a key, or for {@link KeyQuestion#NOT_FIRST_OF_GROUP} the number of a document in the order in which they
     *     reach the rule, from 0
     */
    void know(int pass, long answer);
}
