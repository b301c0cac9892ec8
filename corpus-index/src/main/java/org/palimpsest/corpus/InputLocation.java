package org.palimpsest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file, from which errors about it are made.
 *
 * @param file the file's name, {@code -} for standard input
 * @param line the line's number, from 1
 */
public record InputLocation(String file, long line) {
    /**
     * An error about this line.
     *
     * @param reason what is wrong and what to do
     * @return the error, to be thrown
     */
    public CorruptInputException error(String reason) {
        return new CorruptInputException(file, line, reason, null);
    }

    /**
     * An error about this line that another error showed.
     *
     * @param reason what is wrong and what to do
     * @param cause the error underneath
     * @return the error, to be thrown
     */
    public CorruptInputException error(String reason, @Nullable IOException cause) {
        return new CorruptInputException(file, line, reason, cause);
    }

    /**
     * An error about a field of this line: {@code field "id": expected a string, found a number (7)}.
     *
     * @param field the field's name
     * @param expected what it should be
     * @param found what it is
     * @return the error, to be thrown
     */
    public CorruptInputException wrongType(String field, String expected, String found) {
        return error("field \"" + field + "\": expected " + expected + ", found " + found);
    }
}
