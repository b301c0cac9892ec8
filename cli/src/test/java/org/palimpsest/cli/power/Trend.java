package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How an effect of traps changes with their condition, other things equal: the slope of least squares with an intercept of its own
 * for every group of points that are to be compared with each other.
 *
 * @param of what is regressed on
 * @param among the group of a condition
 */
record Trend(ToDoubleFunction<Condition> of, Function<Condition, String> among) {
    /** Sum of products inside the groups over sum of squares; the points are those of one seed. */
    double slope(List<Point> points, ToDoubleFunction<Point> effect) {
        Map<String, List<double[]>> groups = new TreeMap<>();
        for (Point point : points) {
            Condition condition = Condition.parse(point.condition());
            groups.computeIfAbsent(among.apply(condition), k -> new ArrayList<>())
                    .add(new double[] {of.applyAsDouble(condition), effect.applyAsDouble(point)});
        }
        double squares =
                groups.values().stream().mapToDouble(g -> product(g, 0)).sum();
        if (squares == 0) {
            throw new IllegalArgumentException(
                    "points of a group must differ in what they are regressed on, got groups " + groups.keySet());
        }
        return groups.values().stream().mapToDouble(g -> product(g, 1)).sum() / squares;
    }

    private static double product(List<double[]> group, int column) {
        double x = mean(group, 0);
        double y = mean(group, column);
        return group.stream().mapToDouble(p -> (p[0] - x) * (p[column] - y)).sum();
    }

    private static double mean(Collection<double[]> group, int column) {
        return group.stream().mapToDouble(p -> p[column]).average().orElseThrow();
    }
}
