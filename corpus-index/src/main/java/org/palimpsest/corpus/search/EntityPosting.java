package org.palimpsest.corpus.search;

import org.jspecify.annotations.Nullable;

/**
 * A mention of an entity in a corpus.
 *
 * @param document the document's ordinal, from 0
 * @param id its id
 * @param start the first character of the mention in the document's text
 * @param end one after its last
 * @param score how likely the name means this entity, in (0, 1], at the precision of a float
 * @param source why
 * @param step when the document was trained on, or null where that is not known
 */
public record EntityPosting(
        int document,
        String id,
        int start,
        int end,
        double score,
        MentionSource source,
        @Nullable Long step) {}
