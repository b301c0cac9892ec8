package org.palimpsest.traps.registry;

/** Where a master key comes from. */
public enum KeyOrigin {
    /** Drawn by the operating system's secure generator: nobody could choose the traps. */
    DRAWN,
    /** Derived from a small seed: reproducible, for practice, and never evidence, since seeds can be tried in turn. */
    PRACTICE
}
