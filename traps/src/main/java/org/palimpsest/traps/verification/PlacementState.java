package org.palimpsest.traps.verification;

import java.util.Locale;

/** What became of a copy. */
public enum PlacementState {
    /** The document is there, the text is not in it. */
    MISSING,
    /** The text stands elsewhere in its document. */
    MOVED,
    /** The text stands in a document for which the placement file has no such row. */
    EXTRA,
    /** The corpus lacks the document. */
    NO_DOCUMENT;

    /**
     * The word in files.
     *
     * @return lower-case word
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
