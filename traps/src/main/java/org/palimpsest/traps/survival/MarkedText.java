package org.palimpsest.traps.survival;

import java.util.List;

/**
 * A text in which the characters of copies are marked, so that they can be followed through cuts and rewriting.
 *
 * @param text the text
 * @param marks ascending and disjoint ranges; a copy may have several
 */
public record MarkedText(String text, List<Mark> marks) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if marks overlap, descend or leave the text
     */
    public MarkedText {
        marks = List.copyOf(marks);
        int end = 0;
        for (Mark mark : marks) {
            if (mark.start() < end || mark.end() > text.length()) {
                throw new IllegalArgumentException("marks must ascend, be disjoint and end by " + text.length()
                        + ", got [" + mark.start() + ", " + mark.end() + ") after " + end);
            }
            end = mark.end();
        }
    }

    /**
     * A text without copies.
     *
     * @param text the text
     * @return the text without marks
     */
    public static MarkedText of(String text) {
        return new MarkedText(text, List.of());
    }

    /**
     * How many characters of each copy are here. White space does not count: extractors and line rules change it freely.
     *
     * @param copies number of copies of the document
     * @return marked UTF-16 units that are no white space, by copy
     */
    public int[] units(int copies) {
        int[] units = new int[copies];
        for (Mark mark : marks) {
            for (int i = mark.start(); i < mark.end(); i++) {
                units[mark.copy()] += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
            }
        }
        return units;
    }

    /**
     * The text without some ranges.
     *
     * @param spans ranges to take out, ascending and disjoint
     * @return what is left
     */
    MarkedText without(List<Span> spans) {
        if (spans.isEmpty()) {
            return this;
        }
        TextRevision revision = new TextRevision(this);
        int at = 0;
        for (Span span : spans) {
            revision.keep(at, span.start());
            at = span.end();
        }
        return revision.keep(at, text.length()).done();
    }
}
