package org.palimpsest.traps.family;

import java.util.Arrays;

/** What a model is asked about to tell a published candidate from its controls. */
public enum ScoringUnit {
    /** The candidate's text itself, behind the same context for all candidates of a trap. */
    TEXT("text"),
    /** Whole documents, written again under every candidate: the candidate is a key that changes words, no text of its own. */
    DOCUMENTS("documents");

    private final String label;

    ScoringUnit(String label) {
        this.label = label;
    }

    /**
     * The word in files.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /**
     * Finds a unit.
     *
     * @param label its word
     * @return the unit
     * @throws IllegalArgumentException if there is none of that word
     */
    public static ScoringUnit of(String label) {
        return Arrays.stream(values())
                .filter(unit -> unit.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scoring unit must be one of "
                        + Arrays.stream(values()).map(ScoringUnit::label).toList() + ", got \"" + label + "\""));
    }
}
