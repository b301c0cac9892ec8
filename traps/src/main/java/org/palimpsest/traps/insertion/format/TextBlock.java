package org.palimpsest.traps.insertion.format;

/**
 * A paragraph, list item or the like in a source.
 *
 * @param start offset of its first character, in UTF-16 units
 * @param end offset after its last character that is no white space
 * @param after offset at which a paragraph of its own may be put after it, or -1 where none may
 */
public record TextBlock(int start, int end, int after) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the end is not after the start, or the start is negative
     */
    public TextBlock {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a block must begin at 0 or later and hold a character, got " + start + " to " + end);
        }
    }
}
