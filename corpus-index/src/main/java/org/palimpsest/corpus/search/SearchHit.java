package org.palimpsest.corpus.search;

import org.jspecify.annotations.Nullable;

/**
 * A document that BM25 found.
 *
 * @param document its ordinal in the corpus, from 0
 * @param id its id
 * @param score the BM25 score, above 0; comparable within one query only
 * @param step when it was trained on, or null where that is not known
 */
public record SearchHit(
        int document, String id, double score, @Nullable Long step) {}
