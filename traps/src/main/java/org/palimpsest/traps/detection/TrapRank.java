package org.palimpsest.traps.detection;

import java.util.OptionalInt;

/**
 * Where one published trap stands among its controls. Descriptive: the evidence is the pooled p-value.
 *
 * @param trap the trap's id
 * @param copies published copies, empty where unknown
 * @param rank 1 + number of controls that score at least as high; 1 is the most member-like
 * @param candidates number of controls plus one
 */
public record TrapRank(String trap, OptionalInt copies, int rank, int candidates) {
    /**
     * The exact p-value of this trap alone, {@code rank / candidates}.
     *
     * @return a number in (0, 1]
     */
    public double pValue() {
        return (double) rank / candidates;
    }
}
