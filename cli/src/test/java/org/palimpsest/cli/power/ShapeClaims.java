package org.palimpsest.cli.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.palimpsest.stats.Alternative;

/** What is said about the shape of power, each as one number a seed and score. */
final class ShapeClaims {
    private static final Trend COPIES = new Trend(c -> log2(c.copies()), Condition::cell);
    private static final Trend LENGTH = new Trend(c -> log2(c.length()), c -> c.wording() + " " + c.copies());
    private static final Trend WORDING =
            new Trend(c -> c.wording() == Wording.RANDOM ? 1 : 0, c -> c.length() + " " + c.copies());
    private static final Trend REPLACED = new Trend(c -> log2(c.replaced()), Condition::cell);
    private static final Trend LATE = new Trend(c -> c.period() == Period.LATE ? 1 : 0, Condition::cell);
    private static final Trend END = new Trend(c -> c.place() == Place.END ? 1 : 0, Condition::cell);

    private final Map<String, List<Point>> main;
    private final Map<String, List<Point>> attacked;
    private final List<Claim> claims = new ArrayList<>();

    private ShapeClaims(Map<String, List<Point>> main, Map<String, List<Point>> attacked) {
        this.main = main;
        this.attacked = attacked;
    }

    /** All claims about the points of at least two seeds. */
    static List<Claim> of(Map<String, List<Point>> main, Map<String, List<Point>> attacked) {
        ShapeClaims shape = new ShapeClaims(main, attacked);
        for (String score : List.of("loss", "ratio")) {
            shape.doses(score);
            shape.others(score);
        }
        shape.scores();
        shape.attacks();
        return List.copyOf(shape.claims);
    }

    private void doses(String score) {
        slope("copies doubled, 1-16, AUC", score, COPIES, dose(1, 16), Point::placement, Alternative.GREATER);
        slope("copies doubled, 1-256, z", score, COPIES, dose(1, 256), Point::z, Alternative.GREATER);
        slope("length doubled, 1-4 copies, z", score, LENGTH, dose(1, 4), Point::z, Alternative.GREATER);
        slope("length doubled, 2-8 copies, AUC", score, LENGTH, dose(2, 8), Point::placement, Alternative.GREATER);
        slope("length doubled, 8-256 copies, z", score, LENGTH, dose(8, 256), Point::z, Alternative.GREATER);
        slope("random over fluent, 1-4 copies, z", score, WORDING, dose(1, 4), Point::z, Alternative.GREATER);
        slope("random over fluent, 2-8 copies, AUC", score, WORDING, dose(2, 8), Point::placement, Alternative.GREATER);
        slope("random over fluent, 8-256 copies, z", score, WORDING, dose(8, 256), Point::z, Alternative.GREATER);
    }

    private void others(String score) {
        Predicate<Condition> fuzzy = c -> c.part().equals("fuzzy") && c.replaced() > 0;
        slope("R doubled, 1-50, AUC", score, REPLACED, fuzzy, Point::placement, Alternative.LESS);
        slope("R doubled, 1-50, z", score, REPLACED, fuzzy, Point::z, Alternative.LESS);
        Predicate<Condition> period = c -> c.part().equals("period");
        slope("late over early, AUC", score, LATE, period, Point::placement, Alternative.GREATER);
        Predicate<Condition> place =
                c -> c.part().equals("place") && c.place() != Place.ANY && c.place() != Place.MIDDLE;
        slope("end over start, AUC", score, END, place, Point::placement, Alternative.TWO_SIDED);
    }

    private void scores() {
        Predicate<Condition> fluent = dose(4, 32).and(c -> c.wording() == Wording.FLUENT);
        Predicate<Condition> random = dose(4, 32).and(c -> c.wording() == Wording.RANDOM);
        difference("ratio over loss, fluent, 4-32 copies, AUC", main, "ratio", "loss", fluent, Alternative.TWO_SIDED);
        difference("ratio over loss, random, 4-32 copies, AUC", main, "ratio", "loss", random, Alternative.TWO_SIDED);
        Predicate<Condition> exact = c -> c.part().equals("fuzzy") && c.replaced() == 0 && c.copies() >= 4;
        difference(
                "ratio over loss, fluent, 100 tokens, 4-10 copies, AUC",
                main,
                "ratio",
                "loss",
                exact,
                Alternative.TWO_SIDED);
        Predicate<Condition> place = c -> c.part().equals("place");
        difference("same context over none, AUC", main, "context", "ratio", place, Alternative.GREATER);
    }

    private void attacks() {
        Predicate<Condition> half = dose(4, 64).and(c -> c.length() == 50);
        for (String score : List.of("int8", "int4", "int3", "prompted")) {
            difference(score + ", 4-64 copies, AUC", main, score, "ratio", half, Alternative.LESS);
        }
        for (String attack : Experiment.ATTACKS.subList(1, Experiment.ATTACKS.size())) {
            difference(attack + ", 4-64 copies, AUC", attacked, attack, "none", half, Alternative.LESS);
            difference(attack + ", 4-64 copies, AUC", attacked, attack + "-loss", "none-loss", half, Alternative.LESS);
        }
    }

    private void slope(
            String name,
            String score,
            Trend trend,
            Predicate<Condition> which,
            ToDoubleFunction<Point> effect,
            Alternative alternative) {
        List<Double> seeds = PointSummary.bySeed(Results.some(main, score, which)).values().stream()
                .map(points -> trend.slope(points, effect))
                .toList();
        claims.add(new Claim(name, score, alternative, seeds));
    }

    private void difference(
            String name,
            Map<String, List<Point>> source,
            String score,
            String base,
            Predicate<Condition> which,
            Alternative alternative) {
        Map<Long, List<Point>> without = PointSummary.bySeed(Results.some(source, base, which));
        List<Double> seeds = new ArrayList<>();
        PointSummary.bySeed(Results.some(source, score, which))
                .forEach((seed, points) -> seeds.add(PointSummary.mean(points, Point::placement)
                        - PointSummary.mean(without.getOrDefault(seed, List.of()), Point::placement)));
        claims.add(new Claim(name, score, alternative, seeds));
    }

    private static Predicate<Condition> dose(int least, int most) {
        return c -> c.part().equals("dose") && c.copies() >= least && c.copies() <= most;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
