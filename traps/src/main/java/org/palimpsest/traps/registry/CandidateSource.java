package org.palimpsest.traps.registry;

import java.util.Map;

/** Where the candidates of a registry come from: a family that draws them from the key, or a list that was made beforehand. */
public sealed interface CandidateSource permits DrawnCandidates, ListedCandidates {
    /**
     * The family's name in files.
     *
     * @return lower-case word
     */
    String name();

    /**
     * What the commitment says of the source.
     *
     * @return names and values fit for JSON, in a fixed order
     */
    Map<String, Object> options();

    /**
     * The entropy of one candidate among those of its trap.
     *
     * @return bits
     */
    double entropyBits();

    /**
     * Checks that there are enough candidates.
     *
     * @param count number of traps
     * @param controls controls a trap
     * @throws IllegalArgumentException if not
     */
    void require(int count, int controls);
}
