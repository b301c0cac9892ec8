package org.palimpsest.traps.survival;

/**
 * A copy of a trap in a document.
 *
 * @param trap id of the trap
 * @param family name of its family
 * @param copy number of the copy, from 1
 * @param units how many of its UTF-16 units are no white space, 1 or more
 */
public record MarkedCopy(String trap, String family, int copy, int units) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public MarkedCopy {
        if (copy < 1 || units < 1) {
            throw new IllegalArgumentException(
                    "copy and units must be 1 or more, got " + copy + " and " + units + " for trap " + trap);
        }
    }
}
