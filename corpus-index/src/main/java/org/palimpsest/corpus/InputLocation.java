package org.palimpsest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line or row of a file, from which errors about it are made.
 *
 * @param file the file's name, {@code -} for standard input
 * @param line the line's number, or the row's, from 1
 * @param unit what is counted
 */
public record InputLocation(String file, long line, Unit unit) {
    /** What is counted in a file. */
    public enum Unit {
        /** Lines of a text. */
        LINE("line"),
        /** Rows of a table that has no lines. */
        ROW("row");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        /** Returns the word for messages. */
        public String word() {
            return word;
        }
    }

    /**
     * A line of a file.
     *
     * @param file the file's name, {@code -} for standard input
     * @param line the line's number, from 1
     */
    public InputLocation(String file, long line) {
        this(file, line, Unit.LINE);
    }

    /**
     * An error about this place.
     *
     * @param reason what is wrong and what to do
     * @return the error, to be thrown
     */
    public CorruptInputException error(String reason) {
        return error(reason, null);
    }

    /**
     * An error about this place that another error showed.
     *
     * @param reason what is wrong and what to do
     * @param cause the error underneath
     * @return the error, to be thrown
     */
    public CorruptInputException error(String reason, @Nullable IOException cause) {
        return new CorruptInputException(this, reason, cause);
    }

    /**
     * An error about a field of this place: {@code field "id": expected a string, found a number (7)}.
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
