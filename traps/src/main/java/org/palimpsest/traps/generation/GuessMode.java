package org.palimpsest.traps.generation;

/** What a model is told before it is asked for a value. */
public enum GuessMode {
    /** Nothing. */
    BLIND,
    /** Which values there are, in the order of the schema. */
    INFORMED
}
