package org.palimpsest.traps.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of token ids that were accepted, and whether another one is too much like any of them: Jaccard index {@code |A and B| / |A or
 * B|} above a limit. A table from tokens to sets gives all intersections at once: O(postings of the set's tokens), not O(sets).
 */
final class TokenOverlap {
    private final double limit;
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<Integer, List<Integer>> postings = new HashMap<>();

    TokenOverlap(double limit) {
        this.limit = limit;
    }

    /** Accepts a text's tokens unless they are too much like those of a text that was accepted before. */
    boolean accept(int[] tokens) {
        int[] set = Arrays.stream(tokens).distinct().toArray();
        Map<Integer, Integer> shared = new HashMap<>();
        for (int token : set) {
            for (int other : postings.getOrDefault(token, List.of())) {
                shared.merge(other, 1, Integer::sum);
            }
        }
        for (Map.Entry<Integer, Integer> entry : shared.entrySet()) {
            int both = entry.getValue();
            if (both > limit * (set.length + sizes.get(entry.getKey()) - both)) {
                return false;
            }
        }
        for (int token : set) {
            postings.computeIfAbsent(token, t -> new ArrayList<>()).add(sizes.size());
        }
        sizes.add(set.length);
        return true;
    }
}
