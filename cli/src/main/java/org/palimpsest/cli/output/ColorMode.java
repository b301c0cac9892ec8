package org.palimpsest.cli.output;

/** The values of {@code --color}. */
public enum ColorMode {
    /** Colour on a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}. */
    AUTO,
    /** Colour wherever the output goes. */
    ALWAYS,
    /** No colour. */
    NEVER
}
