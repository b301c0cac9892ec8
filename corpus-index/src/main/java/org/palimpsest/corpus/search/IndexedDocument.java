package org.palimpsest.corpus.search;

import org.jspecify.annotations.Nullable;

/**
 * A document as a search index keeps it.
 *
 * @param document its ordinal in the corpus, from 0
 * @param id its id
 * @param text its text
 * @param step when it was trained on, or null where that is not known
 */
public record IndexedDocument(
        int document, String id, String text, @Nullable Long step) {}
