package org.palimpsest.traps.family;

import java.util.List;

/**
 * A text with characters replaced by look-alikes, one for one, and where.
 *
 * @param text the text as it is published, as long as the original in UTF-16 units
 * @param offsets where look-alikes stand, ascending, in UTF-16 units
 */
public record RewrittenText(String text, List<Integer> offsets) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if an offset is outside the text or holds no look-alike
     */
    public RewrittenText {
        offsets = List.copyOf(offsets);
        for (int offset : offsets) {
            if (offset < 0 || offset >= text.length() || LookAlikes.original(text.charAt(offset)) == 0) {
                throw new IllegalArgumentException(
                        "offsets must name look-alikes in a text of " + text.length() + " units, got " + offset);
            }
        }
    }

    /**
     * Number of substitutions.
     *
     * @return 0 or more
     */
    public int substitutions() {
        return offsets.size();
    }

    /**
     * Undoes all substitutions. Look-alikes that stood in the original stay.
     *
     * @return the original, exactly
     */
    public String original() {
        StringBuilder original = new StringBuilder(text);
        for (int offset : offsets) {
            original.setCharAt(offset, LookAlikes.original(text.charAt(offset)));
        }
        return original.toString();
    }
}
