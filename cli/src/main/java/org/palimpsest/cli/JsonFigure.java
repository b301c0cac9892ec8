package org.palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure of a result, which {@code report} draws: what stands under {@code figures} in JSON. Immutable.
 *
 * @param title headline
 * @param caption what is to be seen
 * @param x name of the axis
 * @param y name of the axis
 * @param series what is drawn
 * @param marks values of x that a line marks
 */
record JsonFigure(
        String title,
        String caption,
        String x,
        String y,
        List<Map<String, Object>> series,
        List<Map<String, Object>> marks) {
    static JsonFigure of(String title, String caption, String x, String y) {
        return new JsonFigure(title, caption, x, y, List.of(), List.of());
    }

    JsonFigure line(String name, double[] at, double[] values) {
        return with(name, "line", at, Map.of("y", values));
    }

    JsonFigure points(String name, double[] at, double[] values) {
        return with(name, "points", at, Map.of("y", values));
    }

    /** Bars between edges, one more than heights. */
    JsonFigure bars(String name, double[] edges, double[] heights) {
        return with(name, "bars", edges, Map.of("y", heights));
    }

    /** Vertical strokes. */
    JsonFigure intervals(String name, double[] at, double[] low, double[] high) {
        Map<String, double[]> ends = new LinkedHashMap<>();
        ends.put("low", low);
        ends.put("high", high);
        return with(name, "intervals", at, ends);
    }

    /** A vertical line through the whole figure. */
    JsonFigure mark(String label, double at) {
        List<Map<String, Object>> more = new ArrayList<>(marks);
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("label", label);
        mark.put("x", at);
        more.add(mark);
        return new JsonFigure(title, caption, x, y, series, more);
    }

    private JsonFigure with(String name, String kind, double[] at, Map<String, double[]> values) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put("kind", kind);
        one.put("x", at);
        one.putAll(values);
        List<Map<String, Object>> more = new ArrayList<>(series);
        more.add(one);
        return new JsonFigure(title, caption, x, y, more, marks);
    }

    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("caption", caption);
        map.put("x", x);
        map.put("y", y);
        map.put("series", series);
        if (!marks.isEmpty()) {
            map.put("marks", marks);
        }
        return map;
    }
}
