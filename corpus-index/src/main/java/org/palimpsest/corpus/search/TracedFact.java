package org.palimpsest.corpus.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a corpus states a fact.
 *
 * @param fact what was looked for
 * @param subject the entity that the subject is taken for, or null where it is looked for as words
 * @param answer the entity that the answer is taken for, or null where it is looked for as words
 * @param documents how many documents have the names of both
 * @param examined how many of these were read
 * @param stating how many of these have both with the least score that was asked for, the frequency of the fact
 * @param passages the best of them by falling score, then in the order of the corpus
 */
public record TracedFact(
        Fact fact,
        @Nullable Entity subject,
        @Nullable Entity answer,
        int documents,
        int examined,
        int stating,
        List<Passage> passages) {
    /** Copies the list. */
    public TracedFact {
        passages = List.copyOf(passages);
    }
}
