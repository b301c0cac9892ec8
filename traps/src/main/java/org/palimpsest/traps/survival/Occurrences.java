package org.palimpsest.traps.survival;

/** Which occurrences of a repeated piece a rule takes out. */
public enum Occurrences {
    /** All but the first. */
    ALL_BUT_FIRST,
    /** All of them. */
    ALL
}
