package org.palimpsest.traps.insertion.format;

import java.util.Arrays;

/** What a text stands in when it is put into a document; readers see all of these. */
public enum Carrier {
    /** The running text. */
    TEXT("text"),
    /** A paragraph of its own. */
    PARAGRAPH("paragraph"),
    /** A footnote, with its mark in the running text. */
    FOOTNOTE("footnote"),
    /** The alternative text of an image that has one. */
    ALT("alt"),
    /** The title of an element that has one. */
    TITLE("title");

    private final String label;

    Carrier(String label) {
        this.label = label;
    }

    /**
     * The word on the command line.
     *
     * @return lower-case word
     */
    public String label() {
        return label;
    }

    /**
     * Finds a carrier.
     *
     * @param label its word
     * @return the carrier
     * @throws IllegalArgumentException if there is none of that word
     */
    public static Carrier of(String label) {
        return Arrays.stream(values())
                .filter(carrier -> carrier.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("carrier must be one of "
                        + Arrays.stream(values()).map(Carrier::label).toList() + ", got \"" + label + "\""));
    }
}
