package org.palimpsest.corpus;

/**
 * A line that was skipped because it could not be used.
 *
 * @param line its number in the file, from 1
 * @param reason what is wrong with it, as the error would have said
 */
public record BadLine(long line, String reason) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code line} is below 1
     */
    public BadLine {
        if (line < 1) {
            throw new IllegalArgumentException("line must be at least 1, got " + line);
        }
    }
}
