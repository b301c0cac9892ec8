package org.palimpsest.traps.registry;

/** What a candidate was picked for. */
enum CandidateRole {
    PUBLISHED("published"),
    CONTROL("control");

    private final String label;

    CandidateRole(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
