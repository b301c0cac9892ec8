package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.palimpsest.cli.power.SeedEffect;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.Interval;
import org.palimpsest.stats.MultipleTesting;

/** Tables from the rows alone. */
final class TextPowerReport {
    private static final double LEVEL = 0.05;

    private final PrintStream out;
    private final List<ReshuffleRow> reshuffle;
    private final List<PartitionRow> partition;

    TextPowerReport(PrintStream out, List<ReshuffleRow> reshuffle, List<PartitionRow> partition) {
        this.out = out;
        this.reshuffle = List.copyOf(reshuffle);
        this.partition = List.copyOf(partition);
    }

    /** Reads the rows of a folder and writes tables and figures. */
    static void report(Path folder, PrintStream out) throws IOException {
        List<ReshuffleRow> reshuffle = TextPowerBench.reshuffleRows(folder).rows().stream()
                .map(ReshuffleRow::parse)
                .toList();
        List<PartitionRow> partition = PartitionBench.rows(folder).rows().stream()
                .map(PartitionRow::parse)
                .toList();
        TextPowerReport report = new TextPowerReport(out, reshuffle, partition);
        report.claims(folder);
        report.tables();
        new TextPowerFigures(reshuffle, partition).write(folder);
    }

    private void claims(Path folder) throws IOException {
        List<TextClaims.Claim> claims = TextClaims.of(reshuffle, partition);
        double[] holm = MultipleTesting.holm(
                claims.stream().mapToDouble(c -> c.effect().log10P()).toArray());
        StringBuilder file = new StringBuilder("claim,alternative,mean,low,high,log10p,log10holm,seeds\n");
        out.printf("%n| claim | mean and 95 %% | seeds above 0 | p | Holm |%n|---|---|---|---|---|%n");
        for (int i = 0; i < holm.length; i++) {
            SeedEffect e = claims.get(i).effect();
            out.printf(
                    Locale.ROOT,
                    "| %s | %+.3f [%+.3f, %+.3f] | %d of %d | %.2g | %.2g |%n",
                    claims.get(i).name(),
                    e.mean(),
                    e.low(),
                    e.high(),
                    e.positive(),
                    e.seeds(),
                    Math.pow(10, e.log10P()),
                    Math.pow(10, holm[i]));
            file.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%.4f,%.4f,%.4f,%.3f,%.3f,%s\n",
                    claims.get(i).name().replace(",", ""),
                    claims.get(i).alternative().name().toLowerCase(Locale.ROOT),
                    e.mean(),
                    e.low(),
                    e.high(),
                    e.log10P(),
                    holm[i],
                    claims.get(i).seeds().stream()
                            .map(s -> String.format(Locale.ROOT, "%.4f", s))
                            .collect(Collectors.joining(" "))));
        }
        AtomicOutput.write(
                folder.resolve("text-power-claims.csv"), file.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void tables() {
        head("retrained", "320 tokens", "3,200", "32,000");
        for (int retrained : TextPowerBench.RETRAINED) {
            row(
                    retrained + " %",
                    Stream.of(320, 3_200, 32_000)
                            .map(n -> cell(TextClaims.same(retrained, TextPowerBench.MAIN_TEMPERATURE, n))));
        }
        head("temperature", "320 tokens", "3,200 tokens");
        List<Double> temperatures = new ArrayList<>(TextPowerBench.OTHER_TEMPERATURES);
        temperatures.add(TextPowerBench.MAIN_TEMPERATURE);
        for (double temperature : temperatures.stream().sorted().toList()) {
            row(Double.toString(temperature), Stream.of(320, 3_200).map(n -> cell(TextClaims.same(2, temperature, n))));
        }
        head("Bob", "as he is", "adapted");
        row("same", Stream.of(0, 1).map(a -> cell(TextClaims.tuned("same", a))));
        for (int[] tuning : TextPowerBench.TUNED) {
            String name = "tuned-" + tuning[0] + "-" + tuning[1];
            row(name, Stream.of(0, 1).map(a -> cell(TextClaims.tuned(name, a))));
        }
        innocents();
        parts();
    }

    private void innocents() {
        head("innocent", "320 tokens", "3,200 tokens");
        for (String bob : List.of("order-", "people")) {
            for (int retrained : List.of(2, TextPowerBench.LONGEST)) {
                row(
                        bob + " " + retrained + " %",
                        Stream.of(320, 3_200)
                                .map(n -> cell(r ->
                                        r.bob().startsWith(bob) && r.retrained() == retrained && r.tokens() == n)));
            }
        }
    }

    private void parts() {
        head("partition", "temperature", "tokens", "rho", "median log10 p", "rejected");
        partition.stream()
                .map(r -> name(r) + "/" + r.temperature() + "/" + r.tokens())
                .distinct()
                .forEach(key -> {
                    Predicate<PartitionRow> which =
                            r -> (name(r) + "/" + r.temperature() + "/" + r.tokens()).equals(key);
                    Seeds<PartitionRow> seeds = new Seeds<>(partition, PartitionRow::seed);
                    List<PartitionRow> own = seeds.some(which);
                    long rejected =
                            own.stream().filter(r -> r.permutationP() <= LEVEL).count();
                    row(
                            key.replace("/", " | "),
                            Stream.of(
                                    effect(seeds.means(which, PartitionRow::rho), "%+.4f [%+.4f, %+.4f]"),
                                    String.format(Locale.ROOT, "%.2f", seeds.median(which, PartitionRow::log10P)),
                                    rejected + " of " + own.size()));
                });
    }

    /** Innocents of other orders are of one kind. */
    private static String name(PartitionRow row) {
        return row.bob().replaceFirst("order-[0-9]+", "order");
    }

    private String cell(Predicate<ReshuffleRow> which) {
        Seeds<ReshuffleRow> seeds = new Seeds<>(reshuffle, ReshuffleRow::seed);
        List<ReshuffleRow> own = seeds.some(which);
        if (own.isEmpty()) {
            return "-";
        }
        long rejected = own.stream().filter(r -> r.rankP() <= LEVEL + 1e-12).count();
        Interval share = Interval.clopperPearson(rejected, own.size(), 0.95);
        return String.format(
                Locale.ROOT,
                "t %s; %.1f; %d of %d (%.2f-%.2f)",
                effect(seeds.means(which, ReshuffleRow::t), "%.2f [%.2f, %.2f]"),
                seeds.median(which, ReshuffleRow::log10P),
                rejected,
                own.size(),
                share.low(),
                share.high());
    }

    private static String effect(SortedMap<Long, Double> seeds, String format) {
        if (seeds.size() < 2) {
            return "of one seed";
        }
        SeedEffect e = SeedEffect.of(seeds.values().stream().mapToDouble(v -> v).toArray(), Alternative.TWO_SIDED);
        return String.format(Locale.ROOT, format, e.mean(), e.low(), e.high());
    }

    private void head(String... names) {
        out.printf("%n| %s |%n|%s%n", String.join(" | ", names), "---|".repeat(names.length));
    }

    private void row(String name, Stream<String> cells) {
        out.printf("| %s | %s |%n", name, cells.collect(Collectors.joining(" | ")));
    }
}
