package org.palimpsest.cli.output;

/** The side of its column on which a cell's text stands. */
public enum Alignment {
    /** Words. */
    LEFT,
    /** Numbers, so that their digits stand under each other. */
    RIGHT
}
