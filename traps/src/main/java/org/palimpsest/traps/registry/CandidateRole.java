package org.palimpsest.traps.registry;

/** What a candidate was picked for. */
enum CandidateRole {
    PUBLISHED("published"),
    CONTROL("control");

    private final String label;

    CandidateRole(String label) {
        this.label = label;
    }

    /** The role of a candidate where another or the same is the published one. */
    static CandidateRole of(int candidate, int published) {
        return candidate == published ? PUBLISHED : CONTROL;
    }

    String label() {
        return label;
    }
}
