package org.palimpsest.traps.insertion;

/**
 * A piece that is put into a text.
 *
 * @param at offset in UTF-16 units of the text before any piece was put in
 * @param removed units of the text whose place it takes: none for a trap's text; for a rewritten part as many as the piece has,
 *     one for one
 * @param piece what is put in: a trap's text with the spaces that separate it, or a rewritten part of the text
 */
record Splice(int at, int removed, String piece) {
    /** A piece that takes nothing away. */
    Splice(int at, String piece) {
        this(at, 0, piece);
    }

    /** Offset of the first unit behind what is taken away. */
    int end() {
        return at + removed;
    }
}
