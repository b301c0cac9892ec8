package org.palimpsest.traps.verification;

import java.util.List;

/**
 * What a corpus has of the copies that a placement file names.
 *
 * @param placements rows of the placement file
 * @param inPlace how many of them stand where they should
 * @param findings all others, and copies that no row names
 */
public record PlacementReport(long placements, long inPlace, List<Finding> findings) {
    /** Copies. */
    public PlacementReport {
        findings = List.copyOf(findings);
    }

    /**
     * Whether every copy is in its place and there are no others.
     *
     * @return whether there are no findings
     */
    public boolean whole() {
        return findings.isEmpty();
    }

    /**
     * How many findings are of a state.
     *
     * @param state the state
     * @return their number
     */
    public long count(PlacementState state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
