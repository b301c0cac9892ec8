package org.palimpsest.traps.detection;

/** Writes a document under a candidate of a trap whose unit of scoring is the document, such as a key of look-alikes. */
@FunctionalInterface
public interface DocumentRewriter {
    /**
     * Rewrites a document.
     *
     * @param document the original text, without marks
     * @param candidate text of a candidate
     * @return the document as it would have been published under that candidate; a function of the two alone
     */
    String rewrite(String document, String candidate);
}
