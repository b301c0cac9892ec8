package org.palimpsest.traps.verification;

/**
 * A copy that is not where it should be.
 *
 * @param state what became of it
 * @param document id of the document
 * @param trap id of the trap
 * @param copy number of the copy; 0 for an extra one
 * @param expected offset in the placement file, in UTF-16 units; −1 for an extra copy
 * @param found offset in the corpus; −1 if it is not there
 */
public record Finding(PlacementState state, String document, String trap, int copy, int expected, int found) {}
