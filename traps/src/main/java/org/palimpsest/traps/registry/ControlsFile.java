package org.palimpsest.traps.registry;

/** Whether the unpublished controls are listed in a file of their own. */
public enum ControlsFile {
    /** No: the key gives them whenever they are needed. */
    OMIT,
    /** Yes, as the secret file {@code controls.jsonl}. */
    WRITE
}
