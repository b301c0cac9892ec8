package org.palimpsest.traps.survival;

import java.util.List;

/**
 * A document of a corpus and the copies in it.
 *
 * @param id its id
 * @param content its text with the characters of the copies
 * @param copies the copies by the index that marks name
 */
public record MarkedDocument(String id, MarkedText content, List<MarkedCopy> copies) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a mark names no copy
     */
    public MarkedDocument {
        copies = List.copyOf(copies);
        for (Mark mark : content.marks()) {
            if (mark.copy() >= copies.size()) {
                throw new IllegalArgumentException(
                        "document " + id + " has " + copies.size() + " copies, got a mark of copy " + mark.copy());
            }
        }
    }

    /**
     * A document without copies.
     *
     * @param id its id
     * @param text its text
     * @return the document
     */
    public static MarkedDocument of(String id, String text) {
        return new MarkedDocument(id, MarkedText.of(text), List.of());
    }

    /** The same document with another text. */
    MarkedDocument with(MarkedText other) {
        return new MarkedDocument(id, other, copies);
    }
}
