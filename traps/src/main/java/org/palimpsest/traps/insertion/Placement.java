package org.palimpsest.traps.insertion;

import java.io.Serializable;

/**
 * Where a copy of a trap stands.
 *
 * @param document id of the document
 * @param trap id of the trap
 * @param offset where the copy's text begins, verbatim, in UTF-16 units of the text that holds all its traps
 * @param copy number of the copy, from 1
 */
public record Placement(String document, String trap, int offset, int copy) implements Serializable {}
