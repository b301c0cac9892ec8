package org.palimpsest.cli.power;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.stats.MultipleTesting;
import org.palimpsest.stats.RandomStream;

/** Writes the points as files and the summaries as tables. */
final class PowerReport {
    private static final int RESAMPLES = 500;
    private static final int[] EXACT = {1, 2, 4, 6, 8, 10};
    static final int[] REPLACED = {1, 5, 10, 25, 50};

    private final PrintStream out;
    private final Results results;
    private final Map<String, List<Point>> main;

    PowerReport(PrintStream out, Results results) {
        this.out = out;
        this.results = results;
        this.main = results.main();
    }

    /** Writes the points (a row a trap: for every score its value and its rank among the controls), summaries and claims. */
    void writePoints(Path folder) throws IOException {
        AtomicOutput.write(folder.resolve("trap-power.csv"), table(main));
        AtomicOutput.write(folder.resolve("trap-power-adversaries.csv"), table(results.attacked()));
        AtomicOutput.write(folder.resolve("trap-power-summary.csv"), summaryFile());
        AtomicOutput.write(folder.resolve("trap-power-claims.csv"), claimFile());
    }

    private static byte[] table(Map<String, List<Point>> points) {
        List<String> scores = List.copyOf(points.keySet());
        StringBuilder text = new StringBuilder("condition,seed,trap,n");
        scores.forEach(s -> text.append(',').append(s).append(",rank_").append(s));
        Named<List<Point>> columns = new Named<>(points);
        List<Point> first = columns.get(scores.get(0));
        for (int i = 0; i < first.size(); i++) {
            Point point = first.get(i);
            String number = point.trap().substring(point.trap().indexOf('#') + 1);
            text.append(String.format(
                    Locale.ROOT, "\n%s,%d,%s,%d", point.condition(), point.seed(), number, point.controls().length));
            for (String score : scores) {
                Point value = columns.get(score).get(i);
                text.append(String.format(Locale.ROOT, ",%.4f,%d", value.published(), value.rank()));
            }
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Summaries of all conditions under all scores, as lines of a file. */
    private byte[] summaryFile() {
        StringBuilder text = new StringBuilder("model,traps,condition,score,number,auc,low,high,log10p,z\n");
        summaries(text, "main,published", main);
        summaries(text, "main,unseen", results.mainUnseen());
        summaries(text, "attacked,published", results.attacked());
        summaries(text, "attacked,unseen", results.attackedUnseen());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void summaries(StringBuilder text, String name, Map<String, List<Point>> design) {
        design.forEach((score, points) -> Results.byCondition(points).forEach((condition, own) -> {
            PointSummary s = PointSummary.of(own);
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%d,%.4f,%.4f,%.4f,%.2f,%.3f\n",
                    name,
                    condition,
                    score,
                    s.traps(),
                    s.auc(),
                    s.low(),
                    s.high(),
                    s.log10P(),
                    s.z()));
        }));
    }

    /** The claims, a number a seed. */
    private byte[] claimFile() {
        StringBuilder text = new StringBuilder("claim,score,alternative,mean,low,high,log10p,seeds\n");
        for (Claim claim : ShapeClaims.of(main, results.attacked())) {
            SeedEffect e = claim.effect();
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%.4f,%.4f,%.4f,%.2f,%s\n",
                    claim.name().replace(",", ""),
                    claim.score(),
                    claim.alternative().name().toLowerCase(Locale.ROOT),
                    e.mean(),
                    e.low(),
                    e.high(),
                    e.log10P(),
                    claim.seeds().stream()
                            .map(s -> String.format(Locale.ROOT, "%.4f", s))
                            .collect(Collectors.joining(" "))));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void claims() {
        List<Claim> claims = ShapeClaims.of(main, results.attacked());
        List<SeedEffect> effects = claims.stream().map(Claim::effect).toList();
        double[] holm = MultipleTesting.holm(
                effects.stream().mapToDouble(SeedEffect::log10P).toArray());
        out.printf(
                "%n## Claims%n%n| claim | score | mean and 95 %% | seeds above 0 | p | Holm |%n|---|---|---|---|---|---|%n");
        for (int i = 0; i < holm.length; i++) {
            SeedEffect e = effects.get(i);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %+.3f [%+.3f, %+.3f] | %d of %d | %.2g | %.2g |%n",
                    claims.get(i).name(),
                    claims.get(i).score(),
                    e.mean(),
                    e.low(),
                    e.high(),
                    e.positive(),
                    e.seeds(),
                    Math.pow(10, e.log10P()),
                    Math.pow(10, holm[i]));
        }
    }

    /** A table: rows are conditions, columns scores. */
    private void table(String title, Map<String, List<Point>> source, List<String> conditions, List<String> scores) {
        out.printf("%n## %s%n%n| condition | traps | %s |%n", title, String.join(" | ", scores));
        out.println("|---|---|" + "---|".repeat(scores.size()));
        for (String condition : conditions) {
            List<String> cells = new ArrayList<>();
            int traps = 0;
            for (String score : scores) {
                PointSummary s = PointSummary.of(of(source, score, condition));
                traps = s.traps();
                cells.add(String.format(Locale.ROOT, "%.3f [%.3f, %.3f] z %.1f", s.auc(), s.low(), s.high(), s.z()));
            }
            out.printf("| %s | %d | %s |%n", name(condition), traps, String.join(" | ", cells));
        }
    }

    /** What sets a condition apart from the others of its part. */
    private static String name(String label) {
        List<String> parts = List.of(label.split("/"));
        return switch (parts.get(0)) {
            case "dose" -> parts.get(1) + " " + parts.get(2);
            case "fuzzy" -> parts.get(2) + " " + parts.get(3);
            case "place" -> parts.get(4);
            case "period" -> parts.get(5);
            default -> label.isEmpty() ? "plain" : label;
        };
    }

    private static List<Point> of(Map<String, List<Point>> source, String score, String condition) {
        return new Named<>(source)
                .get(score).stream()
                        .filter(p -> p.condition().equals(condition))
                        .toList();
    }

    private static List<String> conditions(Map<String, List<Point>> source, String begin) {
        return source.values().iterator().next().stream()
                .map(Point::condition)
                .filter(c -> c.startsWith(begin))
                .distinct()
                .toList();
    }

    /** All tables. */
    void print() {
        claims();
        for (String score : List.of("ratio", "loss")) {
            doses(score);
        }
        table("Fuzzy", main, conditions(main, "fuzzy/"), List.of("ratio", "loss"));
        rates();
        table("Place", main, conditions(main, "place/"), List.of("ratio", "loss", "context"));
        table("Period", main, conditions(main, "period/"), List.of("ratio", "loss"));
        List<String> half = conditions(main, "dose/50-");
        table("Rounded weights, prompt that refuses", main, half, List.of("ratio", "int8", "int4", "int3", "prompted"));
        table("Text only", main, half, List.of("written", "refused-50", "refused-90", "refused-100"));
        List<String> scores = new ArrayList<>(Experiment.ATTACKS);
        scores.add("clean");
        table("Attacked, ratio", results.attacked(), conditions(results.attacked(), "dose/"), scores);
        scores.replaceAll(attack -> attack + "-loss");
        table("Attacked, loss", results.attacked(), conditions(results.attacked(), "dose/"), scores);
    }

    /** Area by copies, length and wording. */
    private void doses(String score) {
        List<String> cells = new ArrayList<>();
        for (Wording wording : Wording.values()) {
            Design.LENGTHS.forEach(
                    l -> cells.add(Condition.dose(l, wording, 1, 1).cell()));
        }
        out.printf("%n## Dose, %s%n%n| copies | %s |%n", score, String.join(" | ", cells));
        out.println("|---|" + "---|".repeat(cells.size()));
        Map<Integer, List<String>> rows = new TreeMap<>();
        for (Wording wording : Wording.values()) {
            for (int length : Design.LENGTHS) {
                for (int copies : Design.COPIES) {
                    PointSummary s = PointSummary.of(of(
                            main,
                            score,
                            Condition.dose(length, wording, copies, 1).label()));
                    rows.computeIfAbsent(copies, k -> new ArrayList<>())
                            .add(String.format(
                                    Locale.ROOT, "%.3f [%.2f, %.2f] z %.1f", s.auc(), s.low(), s.high(), s.z()));
                }
            }
        }
        rows.forEach((copies, row) -> out.printf("| %d | %s |%n", copies, String.join(" | ", row)));
    }

    /** Exchange rates of fuzzy copies by area and by z, with intervals over seeds and traps. */
    private void rates() {
        out.printf(
                "%n## Exchange rates%n%n| R | score | rho by AUC | 95 %% | rho by z | 95 %% |%n|---|---|---|---|---|---|%n");
        for (String score : List.of("ratio", "loss")) {
            for (int replaced : REPLACED) {
                out.printf(
                        Locale.ROOT,
                        "| %d | %s | %s | %s |%n",
                        replaced,
                        score,
                        rate(score, replaced, Point::placement),
                        rate(score, replaced, Point::z));
            }
        }
    }

    private String rate(String score, int replaced, ToDoubleFunction<Point> effect) {
        List<List<double[]>> groups = rateGroups(main, score, replaced, effect);
        double[] spread = new double[RESAMPLES];
        RandomGenerator random = RandomStream.of(replaced, "exchange rate");
        for (int i = 0; i < RESAMPLES; i++) {
            spread[i] = rho(groups, seeds -> PointSummary.resampledMean(seeds, random));
        }
        Arrays.sort(spread);
        return String.format(
                Locale.ROOT,
                "%.2f | [%.2f, %.2f]",
                rho(groups, PowerReport::mean),
                spread[(int) (0.025 * RESAMPLES)],
                spread[(int) (0.975 * RESAMPLES)]);
    }

    /** What a copy with so many tokens replaced is worth, by the mean effect over all seeds. */
    static double rho(Map<String, List<Point>> main, String score, int replaced, ToDoubleFunction<Point> effect) {
        return rho(rateGroups(main, score, replaced, effect), PowerReport::mean);
    }

    private static List<List<double[]>> rateGroups(
            Map<String, List<Point>> main, String score, int replaced, ToDoubleFunction<Point> effect) {
        List<List<double[]>> groups = new ArrayList<>();
        for (int copies : EXACT) {
            groups.add(values(of(main, score, Condition.fuzzy(copies, 0, 1).label()), effect));
        }
        groups.add(values(of(main, score, Condition.fuzzy(10, replaced, 1).label()), effect));
        return groups;
    }

    private static List<double[]> values(List<Point> points, ToDoubleFunction<Point> effect) {
        return PointSummary.bySeed(points).values().stream()
                .map(own -> own.stream().mapToDouble(effect).toArray())
                .toList();
    }

    private static double mean(List<double[]> seeds) {
        return seeds.stream().flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
    }

    private static double rho(List<List<double[]>> groups, ToDoubleFunction<List<double[]>> mean) {
        double[] effects = groups.stream().mapToDouble(mean).toArray();
        return ExchangeRate.of(EXACT, Arrays.copyOf(effects, EXACT.length)).rho(effects[EXACT.length]);
    }

    /** Prints the documents before and after a filter, by condition; the empty label is that of plain documents. */
    void survivors(String filter, Map<String, int[]> counts) {
        out.printf("%n## Left by the filter: %s%n%n| condition | documents | left |%n|---|---|---|%n", filter);
        counts.forEach((label, both) ->
                out.printf(Locale.ROOT, "| %s | %d | %.1f %% |%n", name(label), both[0], 100.0 * both[1] / both[0]));
    }
}
