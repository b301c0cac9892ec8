package org.palimpsest.corpus.run;

/** What to do with output that is there already. */
public enum Existing {
    /** Leave it and fail. */
    REFUSE,
    /** Put the new output in its place, and delete the old once that has worked. */
    REPLACE
}
