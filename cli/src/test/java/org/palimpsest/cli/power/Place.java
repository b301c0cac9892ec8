package org.palimpsest.cli.power;

/** Where in a document a trap stands. */
enum Place {
    /** Before the first word. */
    START,
    /** At the word boundary nearest to the middle. */
    MIDDLE,
    /** After the last word. */
    END,
    /** At a boundary drawn uniformly. */
    ANY
}
