package org.palimpsest.cli.report;

/** How a series is drawn. */
public enum SeriesKind {
    /** Straight lines from point to point. */
    LINE,
    /** A value holds until the next point. */
    STEP,
    /** A marker at each point. */
    POINTS,
    /** Lines and markers. */
    LINE_AND_POINTS,
    /** Bars on zero; {@code x} holds one more edge than there are bars. */
    BARS,
    /** Vertical strokes: the ends of each are two points of the same x, one after the other. */
    INTERVALS
}
