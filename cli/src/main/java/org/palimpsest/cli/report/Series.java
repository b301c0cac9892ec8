package org.palimpsest.cli.report;

import java.util.Arrays;
import java.util.List;

/**
 * A named sequence of points of a plot. Immutable.
 *
 * @param name what the legend calls it
 * @param kind how it is drawn
 * @param x finite positions; for bars their edges, ascending, one more than {@code y}
 * @param y finite values
 */
public record Series(String name, SeriesKind kind, List<Double> x, List<Double> y) {
    private static final int MAXIMUM_BINS = 10_000;

    /** @throws IllegalArgumentException if lengths do not fit, a value is not finite, or bars' edges do not ascend */
    public Series {
        x = List.copyOf(x);
        y = List.copyOf(y);
        int expected = kind == SeriesKind.BARS ? y.size() + 1 : y.size();
        if (y.isEmpty() || x.size() != expected) {
            throw new IllegalArgumentException("series \"" + name + "\" of kind " + kind + " needs values and "
                    + (kind == SeriesKind.BARS ? "one more x than y" : "as many x as y") + ", got " + x.size()
                    + " x and " + y.size() + " y");
        }
        requireFinite(name, "x", x);
        requireFinite(name, "y", y);
        if (kind == SeriesKind.BARS) {
            requireAscending(name, x);
        }
        if (kind == SeriesKind.INTERVALS && y.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "intervals of series \"" + name + "\" must have two ends each, got " + y.size() + " ends");
        }
    }

    /** Lines through points. */
    public static Series line(String name, double[] x, double[] y) {
        return new Series(name, SeriesKind.LINE, boxed(x), boxed(y));
    }

    /** A step function: {@code y[i]} holds from {@code x[i]} to {@code x[i+1]}. */
    public static Series step(String name, double[] x, double[] y) {
        return new Series(name, SeriesKind.STEP, boxed(x), boxed(y));
    }

    /** Markers. */
    public static Series points(String name, double[] x, double[] y) {
        return new Series(name, SeriesKind.POINTS, boxed(x), boxed(y));
    }

    /** Lines with a marker at each point. */
    public static Series lineAndPoints(String name, double[] x, double[] y) {
        return new Series(name, SeriesKind.LINE_AND_POINTS, boxed(x), boxed(y));
    }

    /** Bars between edges. */
    public static Series bars(String name, double[] edges, double[] heights) {
        return new Series(name, SeriesKind.BARS, boxed(edges), boxed(heights));
    }

    /**
     * Vertical strokes from {@code low[i]} to {@code high[i]} at {@code x[i]}.
     *
     * @throws IllegalArgumentException if there are not as many of each
     */
    public static Series intervals(String name, double[] x, double[] low, double[] high) {
        if (x.length != low.length || x.length != high.length) {
            throw new IllegalArgumentException("series \"" + name + "\" needs as many x, low and high, got " + x.length
                    + ", " + low.length + " and " + high.length);
        }
        double[] at = new double[2 * x.length];
        double[] ends = new double[2 * x.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = x[i / 2];
            ends[i] = i % 2 == 0 ? low[i / 2] : high[i / 2];
        }
        return new Series(name, SeriesKind.INTERVALS, boxed(at), boxed(ends));
    }

    /**
     * Counts of values in equally wide bins from the least to the greatest value; the last bin holds its upper edge.
     *
     * @param values at least one, all finite
     * @param bins number of bins, in [1, 10000]
     * @throws IllegalArgumentException if there is no value, one is not finite, or {@code bins} is out of range
     */
    public static Series histogram(String name, double[] values, int bins) {
        if (bins < 1 || bins > MAXIMUM_BINS) {
            throw new IllegalArgumentException("bins must be in [1, " + MAXIMUM_BINS + "], got " + bins);
        }
        requireFinite(name, "value", boxed(values));
        if (values.length == 0) {
            throw new IllegalArgumentException("histogram \"" + name + "\" needs at least 1 value, got 0");
        }
        double least = Arrays.stream(values).min().getAsDouble();
        double greatest = Arrays.stream(values).max().getAsDouble();
        double low = least < greatest ? least : least - 0.5;
        double width = (least < greatest ? greatest - least : 1) / bins;
        double[] counts = new double[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, (int) ((value - low) / width))]++;
        }
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> low + i * width);
        return bars(name, edges, counts);
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static void requireFinite(String name, String what, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                throw new IllegalArgumentException(
                        what + "[" + i + "] of series \"" + name + "\" must be finite, got " + values.get(i));
            }
        }
    }

    private static void requireAscending(String name, List<Double> edges) {
        for (int i = 1; i < edges.size(); i++) {
            if (!(edges.get(i - 1) < edges.get(i))) {
                throw new IllegalArgumentException("edges of bars \"" + name + "\" must ascend, got " + edges.get(i - 1)
                        + " before " + edges.get(i));
            }
        }
    }
}
