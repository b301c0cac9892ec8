package org.palimpsest.traps.survival;

/**
 * Characters of a text that belong to a copy.
 *
 * @param start first UTF-16 unit
 * @param end end, exclusive, above {@code start}
 * @param copy index of the copy in its document, from 0
 */
public record Mark(int start, int end, int copy) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the range is empty or negative, or the index is
     */
    public Mark {
        if (start < 0 || end <= start || copy < 0) {
            throw new IllegalArgumentException(
                    "a mark must hold 0 <= start < end and copy >= 0, got " + start + ", " + end + " and " + copy);
        }
    }
}
