package org.palimpsest.cli.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.palimpsest.cli.output.VisibleText;

/**
 * Where the parts of a plot lie, in pixels from its top left corner.
 *
 * @param xTicks ticks of the horizontal axis
 * @param yTicks ticks of the vertical axis
 * @param x where horizontal values lie
 * @param y where vertical values lie; its start is the bottom
 * @param legend entries of the legend, in rows above the area
 */
record PlotLayout(Ticks xTicks, Ticks yTicks, Projection x, Projection y, LegendLayout legend) {
    /** Height of a line of text. */
    static final int LINE = 18;

    private static final double CHARACTER = 7.4;
    private static final int PIXELS_PER_X_TICK = 90;
    private static final int PIXELS_PER_Y_TICK = 52;
    private static final int RIGHT = 22;
    private static final int BOTTOM = 54;

    static PlotLayout of(SvgPlot plot) {
        PlotSize size = plot.size();
        Ticks yTicks = ticks(plot, plot.y(), plot.series().stream().flatMap(s -> s.y().stream()), false, size.height());
        Ticks xTicks = ticks(plot, plot.x(), plot.series().stream().flatMap(s -> s.x().stream()), true, size.width());
        double labelWidth =
                yTicks.labels().stream().mapToDouble(PlotLayout::width).max().orElse(0);
        double left = Math.ceil(labelWidth + 14 + (plot.y().label().isEmpty() ? 6 : 24));
        double right = size.width() - (double) RIGHT;
        LegendLayout legend = LegendLayout.of(plot.series(), left, right);
        double top = 14 + legend.rows() * (LINE + 2.0) + plot.references().size() * (double) LINE;
        double bottom = Math.max(top + 40, size.height() - (double) BOTTOM);
        return new PlotLayout(
                xTicks,
                yTicks,
                new Projection(plot.x().scale(), xTicks.low(), xTicks.high(), left, right),
                new Projection(plot.y().scale(), yTicks.low(), yTicks.high(), bottom, top),
                legend);
    }

    /** About how wide a text is; exact widths depend on the reader's fonts. */
    static double width(String text) {
        return VisibleText.width(text) * CHARACTER;
    }

    private static Ticks ticks(SvgPlot plot, Axis axis, Stream<Double> seriesValues, boolean horizontal, int pixels) {
        DoubleStream more = horizontal
                ? plot.references().stream().mapToDouble(ReferenceLine::x)
                : hasBars(plot.series()) ? DoubleStream.of(0) : DoubleStream.empty();
        double[] values = DoubleStream.concat(seriesValues.mapToDouble(Double::doubleValue), more)
                .sorted()
                .toArray();
        if (axis.scale() == AxisScale.LOG2 && values[0] <= 0) {
            throw new IllegalArgumentException(
                    "log axis \"" + axis.label() + "\" needs positive values, got " + values[0]);
        }
        int target = Math.max(2, pixels / (horizontal ? PIXELS_PER_X_TICK : PIXELS_PER_Y_TICK));
        return Ticks.of(axis, values[0], values[values.length - 1], target);
    }

    private static boolean hasBars(List<Series> series) {
        return series.stream().anyMatch(s -> s.kind() == SeriesKind.BARS);
    }
}
