package org.palimpsest.cli.output;

/**
 * A column of a table, on the terminal and in a report.
 *
 * @param name heading of the column, not blank
 * @param alignment side on which its cells stand
 */
public record Column(String name, Alignment alignment) {
    /** @throws IllegalArgumentException if the name is blank */
    public Column {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column needs a name that is not blank, got \"" + name + "\"");
        }
    }

    /** A column of words. */
    public static Column left(String name) {
        return new Column(name, Alignment.LEFT);
    }

    /** A column of numbers. */
    public static Column right(String name) {
        return new Column(name, Alignment.RIGHT);
    }
}
