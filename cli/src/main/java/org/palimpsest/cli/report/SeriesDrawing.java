package org.palimpsest.cli.report;

/** Draws one series: path data rounded to a hundredth of a pixel. */
record SeriesDrawing(int index, Series series, Projection x, Projection y) {
    private static final String[] DASHES = {"none", "7 4", "2 4", "10 4 2 4", "4 4", "12 3"};

    /** The drawing inside a group of the class of its colour. */
    void draw(Markup out) {
        out.open("g", "class", "s" + index);
        switch (series.kind()) {
            case LINE -> curve(out, linePath());
            case STEP -> curve(out, stepPath());
            case POINTS -> points(out);
            case LINE_AND_POINTS -> {
                curve(out, linePath());
                points(out);
            }
            case BARS -> out.single("path", "class", "bars", "d", barsPath());
            case INTERVALS -> out.single("path", "class", "curve", "d", intervalsPath());
        }
        out.close().line();
    }

    /** The sample of the series that stands in the legend. */
    void drawSample(Markup out, double left, double middle) {
        String height = Projection.coordinate(middle);
        out.open("g", "class", "s" + index);
        if (series.kind() == SeriesKind.BARS) {
            String top = Projection.coordinate(middle - 6);
            out.single("path", "class", "bars", "d", "M" + Projection.coordinate(left + 6) + " " + top + "h16v12h-16z");
        } else if (series.kind() == SeriesKind.INTERVALS) {
            String top = Projection.coordinate(middle - 6);
            String centre = Projection.coordinate(left + LegendLayout.SAMPLE / 2.0);
            out.single("path", "class", "curve", "d", "M" + centre + " " + top + "v12");
        } else {
            if (series.kind() != SeriesKind.POINTS) {
                curve(out, "M" + Projection.coordinate(left) + " " + height + "h" + LegendLayout.SAMPLE);
            }
            if (series.kind() == SeriesKind.POINTS || series.kind() == SeriesKind.LINE_AND_POINTS) {
                String centre = Projection.coordinate(left + LegendLayout.SAMPLE / 2.0);
                out.single("path", "class", "points", "d", Marker.of(index).at(centre, height));
            }
        }
        out.close();
    }

    private void curve(Markup out, String path) {
        String dash = DASHES[index % DASHES.length];
        if (dash.equals("none")) {
            out.single("path", "class", "curve", "d", path);
        } else {
            out.single("path", "class", "curve", "stroke-dasharray", dash, "d", path);
        }
    }

    private void points(Markup out) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.y().size(); i++) {
            double px = series.x().get(i);
            double py = series.y().get(i);
            if (x.contains(px) && y.contains(py)) {
                path.append(Marker.of(index).at(x.at(px), y.at(py)));
            }
        }
        out.single("path", "class", "points", "d", path.toString());
    }

    private String linePath() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.y().size(); i++) {
            path.append(i == 0 ? "M" : "L").append(x.at(series.x().get(i))).append(' ');
            path.append(y.at(series.y().get(i)));
        }
        return path.toString();
    }

    private String stepPath() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.y().size(); i++) {
            String px = x.at(series.x().get(i));
            String py = y.at(series.y().get(i));
            path.append(i == 0 ? "M" + px + " " + py : "H" + px + "V" + py);
        }
        return path.toString();
    }

    private String intervalsPath() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i + 1 < series.y().size(); i += 2) {
            path.append('M')
                    .append(x.at(series.x().get(i)))
                    .append(' ')
                    .append(y.at(series.y().get(i)));
            path.append('V').append(y.at(series.y().get(i + 1)));
        }
        return path.toString();
    }

    private String barsPath() {
        StringBuilder path = new StringBuilder();
        double foot = Math.max(y.low(), Math.min(y.high(), 0));
        for (int i = 0; i < series.y().size(); i++) {
            if (series.y().get(i) != 0) {
                path.append('M').append(x.at(series.x().get(i))).append(' ').append(y.at(foot));
                path.append('V').append(y.at(series.y().get(i)));
                path.append('H').append(x.at(series.x().get(i + 1)));
                path.append('V').append(y.at(foot)).append('z');
            }
        }
        return path.toString();
    }
}
