package org.palimpsest.cli;

/** What a finished process says to the shell. */
public enum ExitCode {
    /** Done, whatever the verdict. */
    OK(0),
    /** A defect of this program. */
    INTERNAL(1),
    /** Unknown command, missing option, a value that does not parse. */
    USAGE(2),
    /** A missing, truncated, corrupt or unsupported file, or a column that cannot be used. */
    BAD_INPUT(3),
    /** The engine or endpoint failed at run time, or a result could not be written. */
    FAILED(4),
    /** Only with {@code --fail-on}: the verdict is the one that fails. */
    VERDICT(10),
    /** Interrupted from the keyboard. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /**
     * The number for the shell.
     *
     * @return the process's exit status
     */
    public int code() {
        return code;
    }
}
