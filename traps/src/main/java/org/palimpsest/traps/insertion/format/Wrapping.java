package org.palimpsest.traps.insertion.format;

/**
 * What stands around a text that is put into a document.
 *
 * @param mark what is put at the chosen place and refers to the text, empty if the text itself stands there
 * @param before what stands before the text
 * @param after what stands after the text
 */
public record Wrapping(String mark, String before, String after) {
    /** Nothing around the text. */
    public static final Wrapping NONE = new Wrapping("", "", "");
}
