package org.palimpsest.traps.survival;

/** What became of a copy. */
public enum CopyState {
    /** Every character is there, but perhaps for white space. */
    WHOLE,
    /** Some characters are there. */
    DAMAGED,
    /** No character is there, or the document is dropped. */
    GONE;

    static CopyState of(int left, int units) {
        if (left >= units) {
            return WHOLE;
        }
        return left == 0 ? GONE : DAMAGED;
    }
}
