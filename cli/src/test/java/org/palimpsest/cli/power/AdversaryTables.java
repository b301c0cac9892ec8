package org.palimpsest.cli.power;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Tables of power and false positives: what the tests say about traps, and about texts that a model never saw. */
final class AdversaryTables {
    private static final List<Integer> COPIES = List.of(1, 4, 16, 64);
    private static final double LEVEL = 0.05;
    private static final double STRICT = 0.01;

    private final PrintStream out;
    private final Results results;

    AdversaryTables(PrintStream out, Results results) {
        this.out = out;
        this.results = results;
    }

    /** All tables. */
    void print() {
        List<String> reading = List.of(
                "loss",
                "ratio",
                "int8",
                "int4",
                "int3",
                "prompted",
                "written",
                "refused-50",
                "refused-90",
                "refused-100");
        power("main models", results.main(), results.mainUnseen(), reading);
        List<String> attacks = new ArrayList<>(Experiment.ATTACKS);
        power("attacked models, ratio", results.attacked(), results.attackedUnseen(), attacks);
        attacks.replaceAll(attack -> attack + "-loss");
        power("attacked models, loss", results.attacked(), results.attackedUnseen(), attacks);
        out.printf(
                "%n## Models that never saw the traps%n%n| score | traps | mean placement | p <= 0.01 | p <= 0.05 | p <= 0.5"
                        + " | audits | p <= 0.01 | p <= 0.05 | p <= 0.5 | smallest p |%n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|%n");
        List.of("clean-loss", "clean-ratio").forEach(score -> calibration("clean, main traps", score, results.main()));
        List.of("clean-loss", "clean")
                .forEach(score -> calibration("clean, attacked traps", score, results.attacked()));
        reading.forEach(score -> calibration("main, unseen", score, results.mainUnseen()));
        results.attackedUnseen()
                .keySet()
                .forEach(score -> calibration("attacked, unseen", score, results.attackedUnseen()));
    }

    /** Share of traps of 50 tokens found, by copies, and of unseen texts; and audits whose pooled test rejects. */
    private void power(
            String title, Map<String, List<Point>> seen, Map<String, List<Point>> unseen, List<String> scores) {
        Predicate<Condition> half = c -> c.part().equals("dose") && c.length() == 50;
        out.printf("%n## Power and false positives, %s%n%n| score |", title);
        COPIES.forEach(copies -> out.printf(" %d |", copies));
        out.printf(" 4 copies pooled | unseen, p <= %s | p <= %s | unseen pooled |%n", LEVEL, STRICT);
        out.printf("|---|---|---|---|---|---|---|---|---|%n");
        for (String score : scores) {
            out.printf("| %s |", score);
            for (int copies : COPIES) {
                List<Point> points = Results.some(seen, score, half.and(c -> c.copies() == copies));
                out.printf(Locale.ROOT, " %.0f %% of %d |", 100 * share(points, LEVEL), points.size());
            }
            List<Point> others = new Named<>(unseen).get(score);
            out.printf(
                    Locale.ROOT,
                    " %s | %.1f %% of %d | %.1f %% | %s |%n",
                    found(Results.some(seen, score, half.and(c -> c.copies() == 4))),
                    100 * share(others, LEVEL),
                    others.size(),
                    100 * share(others, STRICT),
                    found(others));
        }
    }

    /** Audits whose pooled test over all these traps has p at most 0.01. */
    private static String found(List<Point> points) {
        double[] log10P = audits(points);
        return (int) (share(log10P, STRICT) * log10P.length + 0.5) + " of " + log10P.length;
    }

    private static double[] audits(List<Point> points) {
        return PointSummary.bySeed(points).values().stream()
                .mapToDouble(PointSummary::log10P)
                .toArray();
    }

    private void calibration(String name, String score, Map<String, List<Point>> source) {
        List<Point> points = new Named<>(source).get(score);
        double[] audits = audits(points);
        out.printf(
                Locale.ROOT,
                "| %s, %s | %d | %.3f | %.1f %% | %.1f %% | %.1f %% | %d | %.0f %% | %.0f %% | %.0f %% | %.2g |%n",
                name,
                score,
                points.size(),
                PointSummary.mean(points, Point::placement),
                100 * share(points, STRICT),
                100 * share(points, LEVEL),
                100 * share(points, 0.5),
                audits.length,
                100 * share(audits, STRICT),
                100 * share(audits, LEVEL),
                100 * share(audits, 0.5),
                Math.pow(10, Arrays.stream(audits).min().orElse(0)));
    }

    private static double share(double[] log10P, double level) {
        return Arrays.stream(log10P).filter(p -> p <= Math.log10(level)).count() / (double) log10P.length;
    }

    /** Share of points whose rank p, rank over controls and one, is at most the level. */
    static double share(List<Point> points, double level) {
        return PointSummary.mean(points, p -> p.rank() <= level * (p.controls().length + 1) ? 1 : 0);
    }

    /** Prints the documents before and after a filter, by condition; the empty label is that of plain documents. */
    void survivors(String filter, Map<String, int[]> counts) {
        out.printf("%n## Left by the filter: %s%n%n| condition | documents | left |%n|---|---|---|%n", filter);
        counts.forEach((label, both) -> out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f %% |%n",
                label.isEmpty() ? "plain" : label,
                both[0],
                100.0 * both[1] / both[0]));
    }
}
