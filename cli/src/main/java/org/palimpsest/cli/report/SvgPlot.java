package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A plot of series over two axes, written as SVG 2. The same plot gives the same bytes everywhere. Immutable.
 *
 * <p>Its text stays text, its title and description are read out by screen readers, colours follow the reader's light or
 * dark scheme, and series differ by dash and marker as well as by colour (at most six series).
 */
public final class SvgPlot {
    /** Most series that can be told apart. */
    public static final int MAXIMUM_SERIES = 6;

    private final String title;
    private final String description;
    private final Axis x;
    private final Axis y;
    private final List<Series> series;
    private final List<ReferenceLine> references;
    private final PlotSize size;

    private SvgPlot(
            String title,
            String description,
            Axis x,
            Axis y,
            List<Series> series,
            List<ReferenceLine> references,
            PlotSize size) {
        this.title = title;
        this.description = description;
        this.x = x;
        this.y = y;
        this.series = List.copyOf(series);
        this.references = List.copyOf(references);
        this.size = size;
    }

    /**
     * A plot without series.
     *
     * @param title what a screen reader calls it, not blank
     * @throws IllegalArgumentException if the title is blank
     */
    public static SvgPlot titled(String title) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a plot needs a title that is not blank, got \"" + title + "\"");
        }
        return new SvgPlot(title, "", Axis.of(""), Axis.of(""), List.of(), List.of(), PlotSize.defaults());
    }

    /** This plot with what a screen reader says after the title: what is seen, in words. */
    public SvgPlot describedAs(String newDescription) {
        return new SvgPlot(title, newDescription, x, y, series, references, size);
    }

    /** This plot with another horizontal axis. */
    public SvgPlot withX(Axis axis) {
        return new SvgPlot(title, description, axis, y, series, references, size);
    }

    /** This plot with another vertical axis. */
    public SvgPlot withY(Axis axis) {
        return new SvgPlot(title, description, x, axis, series, references, size);
    }

    /**
     * This plot with one more series, drawn over those before it.
     *
     * @throws IllegalArgumentException if it would be the seventh
     */
    public SvgPlot with(Series more) {
        if (series.size() == MAXIMUM_SERIES) {
            throw new IllegalArgumentException(
                    "a plot holds at most " + MAXIMUM_SERIES + " series, got one more: \"" + more.name() + "\"");
        }
        return new SvgPlot(title, description, x, y, appended(series, more), references, size);
    }

    /** This plot with one more vertical line. */
    public SvgPlot with(ReferenceLine more) {
        return new SvgPlot(title, description, x, y, series, appended(references, more), size);
    }

    /** This plot in another size. */
    public SvgPlot with(PlotSize newSize) {
        return new SvgPlot(title, description, x, y, series, references, Objects.requireNonNull(newSize));
    }

    /** What a screen reader calls the plot. */
    public String title() {
        return title;
    }

    /**
     * The plot as an {@code svg} element. Linear in the number of points.
     *
     * @throws IllegalArgumentException if the plot has no series, or a log axis a value that is not positive
     */
    public String render(SvgStyling styling) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("plot \"" + title + "\" needs at least 1 series, got 0");
        }
        return new PlotDrawing(this).draw(styling);
    }

    String description() {
        return description;
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    List<Series> series() {
        return series;
    }

    List<ReferenceLine> references() {
        return references;
    }

    PlotSize size() {
        return size;
    }

    private static <T> List<T> appended(List<T> list, T more) {
        List<T> result = new ArrayList<>(list);
        result.add(more);
        return result;
    }
}
