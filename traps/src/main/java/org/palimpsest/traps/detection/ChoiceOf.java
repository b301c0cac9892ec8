package org.palimpsest.traps.detection;

/** What a model is asked to choose among. */
public enum ChoiceOf {
    /** Whole candidates, behind what all of them share. Exact for every family. */
    TEXTS,
    /**
     * Endings of all candidates behind the beginning of the published one. Exact only where the words of a candidate are drawn
     * independently of each other, as in ghost sentences and random sequences: an ending that a model wrote fits its own
     * beginning, whoever reads it.
     */
    ENDINGS
}
