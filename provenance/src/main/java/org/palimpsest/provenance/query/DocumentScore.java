package org.palimpsest.provenance.query;

import java.util.List;
import org.palimpsest.corpus.Document;

/**
 * A number for each document that says how well a model knows it; higher = better known. The query test is valid for any function of a
 * model's replies that does not see the order; a poor score costs power alone.
 */
@FunctionalInterface
public interface DocumentScore {
    /**
     * Scores documents. Questions are asked in an order drawn from a seed, never in that of training: an endpoint that changes while it is
     * asked would look like a memory.
     *
     * @param documents what to ask about
     * @return one number a document, in the same order; NaN where a document is too short to ask about
     */
    double[] score(List<Document> documents);
}
