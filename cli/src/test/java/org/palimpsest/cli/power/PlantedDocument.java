package org.palimpsest.cli.power;

/**
 * A training sequence.
 *
 * @param tokens the begin token and the text
 * @param trap id of the trap in it, empty for none
 * @param label label of the trap's condition, empty for none
 * @param position where in the order of training it belongs, in [0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside this package and never written to
record PlantedDocument(int[] tokens, String trap, String label, double position) {}
