package org.palimpsest.traps.insertion.format;

import java.io.Serializable;
import java.util.Set;

/** A format of documents: where in a source text may be put, and how it is written there. Implementations have no state. */
public interface TextFormat extends Serializable {
    /**
     * Name of the format.
     *
     * @return a lower-case word
     */
    String label();

    /**
     * What text may stand in.
     *
     * @return one carrier or more
     */
    Set<Carrier> carriers();

    /**
     * Reads a source. O(length), or as the parser of the format needs. Never fails: what is not understood is markup, which is
     * not touched.
     *
     * @param source the document
     * @return what its characters are
     */
    DocumentLayout layout(String source);

    /**
     * Writes a text so that a reader of the document sees it verbatim.
     *
     * @param text any text
     * @param carrier what it will stand in
     * @return the text in the format's own writing
     */
    String escape(String text, Carrier carrier);

    /**
     * What stands around a text.
     *
     * @param carrier one of {@link #carriers()}
     * @param label name of a footnote, of letters and digits, different from others in the document
     * @param newline line end of the document
     * @return what to write before and after it
     */
    default Wrapping wrapping(Carrier carrier, String label, String newline) {
        return carrier == Carrier.PARAGRAPH ? new Wrapping("", newline + newline, "") : Wrapping.NONE;
    }

    /**
     * Writes an escaped text in ASCII alone.
     *
     * @param escaped what {@link #escape} gave
     * @return the same for a reader, or an empty text if the format has no such writing and the text needs one
     */
    default String ascii(String escaped) {
        return escaped.chars().allMatch(unit -> unit < 0x80) ? escaped : "";
    }
}
