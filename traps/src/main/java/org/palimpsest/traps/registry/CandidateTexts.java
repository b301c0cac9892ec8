package org.palimpsest.traps.registry;

import java.util.List;

/** The candidates of a registry as texts; for one thread. */
interface CandidateTexts {
    /** Candidate c of trap j. */
    String text(int j, int c);

    /** What the copies of a published candidate say instead of its text. */
    List<String> wordings(int j, int published, String text);
}
