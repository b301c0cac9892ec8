package org.palimpsest.traps.insertion;

/**
 * A copy of a trap and the document that it is for.
 *
 * @param document id of the document
 * @param trap id of the trap
 * @param copy number of the copy, from 1
 */
public record PlannedCopy(String document, String trap, int copy) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if an id is empty or the number below 1
     */
    public PlannedCopy {
        if (document.isEmpty() || trap.isEmpty() || copy < 1) {
            throw new IllegalArgumentException("a planned copy needs ids and a number of 1 or more, got document \""
                    + document + "\", trap \"" + trap + "\" and copy " + copy);
        }
    }
}
