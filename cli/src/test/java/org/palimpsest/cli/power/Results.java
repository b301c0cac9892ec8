package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The points of all seeds, by score.
 *
 * @param main traps of the main models
 * @param attacked traps of the models that saw the attacked corpus
 * @param mainUnseen texts that the main models never saw
 * @param attackedUnseen texts that those of the attacked corpus never saw
 */
record Results(
        Map<String, List<Point>> main,
        Map<String, List<Point>> attacked,
        Map<String, List<Point>> mainUnseen,
        Map<String, List<Point>> attackedUnseen) {
    Results() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Adds the points of a seed to one of the maps. */
    static void add(Map<String, List<Point>> all, Map<String, List<Point>> seed) {
        seed.forEach((score, own) ->
                all.computeIfAbsent(score, k -> new ArrayList<>()).addAll(own));
    }

    /** The points of one score whose condition is asked for. */
    static List<Point> some(Map<String, List<Point>> all, String score, Predicate<Condition> which) {
        return new Named<>(all)
                .get(score).stream()
                        .filter(p -> which.test(Condition.parse(p.condition())))
                        .toList();
    }

    /** Points by condition, in their order. */
    static Map<String, List<Point>> byCondition(List<Point> points) {
        Map<String, List<Point>> conditions = new LinkedHashMap<>();
        points.forEach(p -> conditions
                .computeIfAbsent(p.condition(), k -> new ArrayList<>())
                .add(p));
        return conditions;
    }
}
