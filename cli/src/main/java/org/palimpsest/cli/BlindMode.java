package org.palimpsest.cli;

/** When blind baselines are run. */
enum BlindMode {
    /** Where labels and texts are there. */
    AUTO,
    /** Not at all. */
    NEVER
}
