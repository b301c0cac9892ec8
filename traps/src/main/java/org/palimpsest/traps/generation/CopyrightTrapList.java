package org.palimpsest.traps.generation;

import java.util.List;
import java.util.Map;
import org.palimpsest.traps.registry.ListOrigin;
import org.palimpsest.traps.registry.ListedCandidate;
import org.palimpsest.traps.registry.ListedCandidates;

/**
 * Groups of copyright traps, and what could not be reached.
 *
 * @param groups full groups only, each of one length and one perplexity bucket
 * @param buckets one entry a bucket
 * @param generated texts that the model wrote
 * @param dropped how many of them were left out, by reason
 * @param made what made the list, for the commitment
 */
public record CopyrightTrapList(
        List<List<ListedCandidate>> groups,
        List<BucketReport> buckets,
        long generated,
        Map<String, Long> dropped,
        Map<String, Object> made) {
    /** Name of the family in files. */
    public static final String FAMILY = "copyright";

    /** Copies. */
    public CopyrightTrapList {
        groups = groups.stream().map(List::copyOf).toList();
        buckets = List.copyOf(buckets);
    }

    /**
     * The groups as candidates of a registry.
     *
     * @return one trap a group
     * @throws IllegalArgumentException if no group was filled; the message says what was reached
     */
    public ListedCandidates candidates() {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the model filled no group of candidates with " + generated
                    + " texts: left out " + dropped + ", accepted by bucket "
                    + buckets.stream().map(b -> b.bucket() + ": " + b.texts()).toList()
                    + "; allow more texts, other buckets or fewer controls");
        }
        return new ListedCandidates(FAMILY, groups, ListOrigin.drawn().withMade(made));
    }
}
