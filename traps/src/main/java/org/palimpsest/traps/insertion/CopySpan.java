package org.palimpsest.traps.insertion;

/**
 * Where a copy stands in a text.
 *
 * @param start offset of its first UTF-16 unit
 * @param end offset after its last
 */
public record CopySpan(int start, int end) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the start is negative or the end not after it
     */
    public CopySpan {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a copy must begin at 0 or later and hold a character, got " + start + " to " + end);
        }
    }
}
