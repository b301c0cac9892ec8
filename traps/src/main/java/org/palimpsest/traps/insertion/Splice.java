package org.palimpsest.traps.insertion;

/**
 * A piece that is put into a text.
 *
 * @param at offset in UTF-16 units of the text before any piece was put in
 * @param piece the trap's text with the spaces that separate it
 */
record Splice(int at, String piece) {}
