package org.palimpsest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is truncated, damaged or not what it should be. The message names the file, the line and the field where
 * they are known, what was found and what was expected, and what to do.
 */
public final class CorruptInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String reason;

    /**
     * An error in a file as a whole.
     *
     * @param file the file's name, {@code -} for standard input
     * @param reason what is wrong and what to do
     */
    public CorruptInputException(String file, String reason) {
        this(file, 0, reason, null);
    }

    /**
     * An error on one line.
     *
     * @param file the file's name, {@code -} for standard input
     * @param line the line's number from 1, or 0 if the file as a whole is meant
     * @param reason what is wrong and what to do
     * @param cause the error underneath, or null
     */
    public CorruptInputException(String file, long line, String reason, @Nullable Throwable cause) {
        super(line == 0 ? file + ": " + reason : file + ", line " + line + ": " + reason, cause);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    /**
     * An error at one place.
     *
     * @param where the place
     * @param reason what is wrong and what to do
     * @param cause the error underneath, or null
     */
    public CorruptInputException(InputLocation where, String reason, @Nullable Throwable cause) {
        super(where.file() + ", " + where.unit().word() + " " + where.line() + ": " + reason, cause);
        this.file = where.file();
        this.line = where.line();
        this.reason = reason;
    }

    /** Returns the file's name, {@code -} for standard input. */
    public String file() {
        return file;
    }

    /** Returns the line's or row's number from 1, or 0 if the file as a whole is meant. */
    public long line() {
        return line;
    }

    /** Returns what is wrong and what to do, without file and line. */
    public String reason() {
        return reason;
    }
}
