package org.palimpsest.cli.report;

/** Draws a plot: frame, axes, series, reference lines and legend. */
final class PlotDrawing {
    /** Room around the area in which markers on its border are still seen whole. */
    private static final int BLEED = 6;

    private final SvgPlot plot;
    private final PlotLayout layout;
    private final Markup out = new Markup();

    PlotDrawing(SvgPlot plot) {
        this.plot = plot;
        this.layout = PlotLayout.of(plot);
    }

    String draw(SvgStyling styling) {
        begin(styling);
        out.element("title", plot.title()).line();
        if (!plot.description().isEmpty()) {
            out.element("desc", plot.description()).line();
        }
        if (styling == SvgStyling.EMBEDDED) {
            out.open("style").line().raw(StyleSheet.PLOT.text()).close().line();
        }
        out.single("rect", "class", "paper", "width", "100%", "height", "100%").line();
        verticalAxis();
        horizontalAxis();
        area();
        references();
        legend();
        return out.close().line().finish();
    }

    private void begin(SvgStyling styling) {
        String width = Integer.toString(plot.size().width());
        String height = Integer.toString(plot.size().height());
        String box = "0 0 " + width + " " + height;
        if (styling == SvgStyling.EMBEDDED) {
            String space = "http://www.w3.org/2000/svg";
            out.open(
                    "svg", "xmlns", space, "class", "plot", "role", "img", "viewBox", box, "width", width, "height",
                    height);
        } else {
            out.open("svg", "class", "plot", "role", "img", "viewBox", box, "width", width, "height", height);
        }
        out.line();
    }

    private void verticalAxis() {
        Projection x = layout.x();
        Projection y = layout.y();
        String right = Projection.coordinate(x.end());
        for (int i = 0; i < layout.yTicks().values().size(); i++) {
            double value = layout.yTicks().values().get(i);
            String path = "M" + Projection.coordinate(x.start()) + " " + y.at(value) + "H" + right;
            out.single("path", "class", "grid", "d", path);
            text(
                    "tick",
                    "end",
                    x.start() - 8,
                    y.pixel(value) + 4.5,
                    layout.yTicks().labels().get(i));
        }
        if (!plot.y().label().isEmpty()) {
            String middle = Projection.coordinate((y.start() + y.end()) / 2);
            out.element(
                    "text",
                    plot.y().label(),
                    "class",
                    "label",
                    "text-anchor",
                    "middle",
                    "transform",
                    "translate(16 " + middle + ") rotate(-90)");
        }
        out.line();
    }

    private void horizontalAxis() {
        Projection x = layout.x();
        double bottom = layout.y().start();
        String base = Projection.coordinate(bottom);
        out.single(
                "path",
                "class",
                "axis",
                "d",
                "M" + Projection.coordinate(x.start()) + " " + base + "H" + Projection.coordinate(x.end()));
        for (int i = 0; i < layout.xTicks().values().size(); i++) {
            double value = layout.xTicks().values().get(i);
            out.single("path", "class", "axis", "d", "M" + x.at(value) + " " + base + "v5");
            text(
                    "tick",
                    "middle",
                    x.pixel(value),
                    bottom + 20,
                    layout.xTicks().labels().get(i));
        }
        if (!plot.x().label().isEmpty()) {
            text(
                    "label",
                    "middle",
                    (x.start() + x.end()) / 2,
                    bottom + 42,
                    plot.x().label());
        }
        out.line();
    }

    /** The series inside a viewport of their own, which cuts off what lies outside the axes. */
    private void area() {
        double left = layout.x().start() - BLEED;
        double top = layout.y().end() - BLEED;
        String x = Projection.coordinate(left);
        String y = Projection.coordinate(top);
        String width = Projection.coordinate(layout.x().end() - left + BLEED);
        String height = Projection.coordinate(layout.y().start() - top + BLEED);
        String box = x + " " + y + " " + width + " " + height;
        out.open("svg", "x", x, "y", y, "width", width, "height", height, "viewBox", box)
                .line();
        for (int i = 0; i < plot.series().size(); i++) {
            drawing(i).draw(out);
        }
        out.close().line();
    }

    private void references() {
        double labels = layout.y().end() - plot.references().size() * (double) PlotLayout.LINE;
        for (int i = 0; i < plot.references().size(); i++) {
            ReferenceLine reference = plot.references().get(i);
            if (!layout.x().contains(reference.x())) {
                continue;
            }
            double pixel = layout.x().pixel(reference.x());
            double height = labels + (i + 0.75) * PlotLayout.LINE;
            String path = "M" + Projection.coordinate(pixel) + " " + Projection.coordinate(height - 10) + "V"
                    + Projection.coordinate(layout.y().start());
            out.single("path", "class", "mark", "d", path);
            boolean fits = pixel + 6 + PlotLayout.width(reference.label())
                    <= layout.x().end() + BLEED;
            text("mark-label", fits ? "start" : "end", pixel + (fits ? 6 : -6), height, reference.label());
            out.line();
        }
    }

    private void legend() {
        for (LegendLayout.Entry entry : layout.legend().entries()) {
            double middle = 14 + entry.row() * (PlotLayout.LINE + 2.0);
            drawing(entry.series()).drawSample(out, entry.x(), middle);
            String name = plot.series().get(entry.series()).name();
            text("label", "start", entry.x() + LegendLayout.SAMPLE + 8, middle + 4.5, name);
            out.line();
        }
    }

    private SeriesDrawing drawing(int index) {
        return new SeriesDrawing(index, plot.series().get(index), layout.x(), layout.y());
    }

    private void text(String kind, String anchor, double x, double y, String text) {
        out.element(
                "text",
                text,
                "class",
                kind,
                "text-anchor",
                anchor,
                "x",
                Projection.coordinate(x),
                "y",
                Projection.coordinate(y));
    }
}
