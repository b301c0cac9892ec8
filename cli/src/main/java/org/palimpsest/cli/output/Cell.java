package org.palimpsest.cli.output;

/**
 * One cell of a {@link TextTable}.
 *
 * @param text content; control characters are shown as pictures
 * @param ink role of the content
 */
public record Cell(String text, Ink ink) {
    /** A cell of ordinary text. */
    public static Cell of(String text) {
        return new Cell(text, Ink.PLAIN);
    }
}
