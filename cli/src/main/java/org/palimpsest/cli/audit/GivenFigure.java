package org.palimpsest.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import org.palimpsest.cli.report.Axis;
import org.palimpsest.cli.report.Figure;
import org.palimpsest.cli.report.ReferenceLine;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgPlot;
import org.palimpsest.corpus.CorruptInputException;

/**
 * A figure that a result describes: {@code {"title","caption","x","y","series":[{"name","kind":"line|points|bars","x":[…],
 * "y":[…]}],"marks":[{"label","x"}]}}, where the outer {@code x} and {@code y} name the axes. For bars {@code x} has one edge more
 * than {@code y}; kind {@code intervals} has {@code low} and {@code high} in the place of {@code y}; a mark is a vertical line.
 */
final class GivenFigure {
    private GivenFigure() {}

    static Figure of(CommandResult result, JsonNode node) throws CorruptInputException {
        try {
            SvgPlot plot = SvgPlot.titled(node.path("title").asText())
                    .describedAs(node.path("caption").asText())
                    .withX(Axis.of(node.path("x").asText()))
                    .withY(Axis.of(node.path("y").asText()));
            for (JsonNode series : node.path("series")) {
                plot = plot.with(series(series));
            }
            for (JsonNode mark : node.path("marks")) {
                plot = plot.with(new ReferenceLine(
                        mark.path("x").asDouble(Double.NaN), mark.path("label").asText()));
            }
            return new Figure(plot, node.path("caption").asText());
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(result.source(), 0, "a figure cannot be drawn: " + e.getMessage(), e);
        }
    }

    private static Series series(JsonNode node) {
        String name = node.path("name").asText();
        double[] x = numbers(node.path("x"));
        double[] y = numbers(node.path("y"));
        return switch (node.path("kind").asText()) {
            case "line" -> Series.line(name, x, y);
            case "points" -> Series.points(name, x, y);
            case "bars" -> Series.bars(name, x, y);
            case "intervals" -> Series.intervals(name, x, numbers(node.path("low")), numbers(node.path("high")));
            default ->
                throw new IllegalArgumentException(
                        "series \"" + name + "\" must be of kind line, points, bars or intervals, got \""
                                + node.path("kind").asText() + "\"");
        };
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).isNumber() ? array.get(i).asDouble() : Double.NaN;
        }
        return values;
    }
}
