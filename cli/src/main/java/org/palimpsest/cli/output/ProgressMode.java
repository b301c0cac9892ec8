package org.palimpsest.cli.output;

/** The values of {@code --progress}. */
public enum ProgressMode {
    /** A bar on a terminal, otherwise a line now and then. */
    AUTO,
    /** A bar even where no terminal is seen, for example because standard output goes to a file. */
    ALWAYS,
    /** Nothing. */
    NEVER
}
