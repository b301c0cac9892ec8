package org.palimpsest.cli.report;

/** Where a plot takes its colours from. */
public enum SvgStyling {
    /** From a style sheet inside the plot: a file of its own. */
    EMBEDDED,
    /** From the page around it: {@link HtmlReport} carries the style sheet once. */
    INHERITED
}
