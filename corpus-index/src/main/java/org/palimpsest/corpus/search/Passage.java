package org.palimpsest.corpus.search;

import org.jspecify.annotations.Nullable;

/**
 * A passage of a training text in which a subject and an answer stand together.
 *
 * @param document the document's ordinal, from 0
 * @param id its id
 * @param start the first character in the document's text
 * @param end one after the last
 * @param text the characters from start to end
 * @param score how plainly the passage states the fact, in (0, 1]; see {@link FactTrace}
 * @param step when the document was trained on, or null where that is not known
 */
public record Passage(
        int document,
        String id,
        int start,
        int end,
        String text,
        double score,
        @Nullable Long step) {}
