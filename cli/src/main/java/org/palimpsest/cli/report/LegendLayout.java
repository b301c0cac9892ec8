package org.palimpsest.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the names of series stand: in rows from the left, broken where a row is full.
 *
 * @param entries one a series
 * @param rows number of rows
 */
record LegendLayout(List<Entry> entries, int rows) {
    /** Width of the sample before a name. */
    static final int SAMPLE = 28;

    private static final int GAP = 22;

    /**
     * Where one name stands.
     *
     * @param series which series
     * @param x left end of its sample
     * @param row counted from 0 at the top
     */
    record Entry(int series, double x, int row) {}

    static LegendLayout of(List<Series> series, double left, double right) {
        List<Entry> entries = new ArrayList<>();
        double x = left;
        int row = 0;
        for (int i = 0; i < series.size(); i++) {
            double width = SAMPLE + 8 + PlotLayout.width(series.get(i).name());
            if (x > left && x + width > right) {
                x = left;
                row++;
            }
            entries.add(new Entry(i, x, row));
            x += width + GAP;
        }
        return new LegendLayout(List.copyOf(entries), row + 1);
    }
}
