package org.palimpsest.cli.report;

/** A part of a section of a report: a paragraph, a table, a figure. Open: a caller may bring its own. */
public interface Block {
    /** Writes the part as flow content; every element that it opens it closes. */
    void writeTo(Markup out);
}
