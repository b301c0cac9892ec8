package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.Claim;
import org.palimpsest.cli.power.SeedEffect;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.stats.Alternative;
import org.palimpsest.stats.MultipleTesting;

/** Writes what the tests found as files, and as tables. */
final class OrderReport {
    private static final double STRICT = 1e-3;

    private final PrintStream out;
    private final OrderResults results;

    OrderReport(PrintStream out, OrderResults results) {
        this.out = out;
        this.results = results;
    }

    /** Writes the tests against the orders that were trained on, the claims, and the course over the order. */
    void write(Path folder) throws IOException {
        write(folder, "order-power.csv", rows(results.own()));
        write(folder, "order-adversaries.csv", rows(results.foreign()));
        write(folder, "order-power-claims.csv", claimFile());
        write(folder, "order-power-course.csv", courseFile());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        AtomicOutput.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(List<Finding> findings) {
        return Finding.HEADER + "\n"
                + findings.stream().map(f -> f.row() + "\n").collect(Collectors.joining());
    }

    private String claimFile() {
        StringBuilder text = new StringBuilder("claim,reference,alternative,mean,low,high,log10p,log10holm,seeds\n");
        List<Claim> claims = OrderClaims.of(results);
        double[] holm = holm(claims);
        for (int i = 0; i < holm.length; i++) {
            Claim claim = claims.get(i);
            SeedEffect e = claim.effect();
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%.4f,%.4f,%.4f,%.2f,%.2f,%s\n",
                    claim.name().replace(",", ""),
                    claim.score(),
                    claim.alternative().name().toLowerCase(Locale.ROOT),
                    e.mean(),
                    e.low(),
                    e.high(),
                    e.log10P(),
                    holm[i],
                    claim.seeds().stream()
                            .map(s -> String.format(Locale.ROOT, "%.4f", s))
                            .collect(Collectors.joining(" "))));
        }
        return text.toString();
    }

    private String courseFile() {
        StringBuilder text = new StringBuilder("model,seed,tenths\n");
        results.tenths()
                .forEach((model, seeds) -> seeds.forEach((seed, tenths) -> text.append(model)
                        .append(',')
                        .append(seed)
                        .append(',')
                        .append(Arrays.stream(tenths)
                                .mapToObj(t -> String.format(Locale.ROOT, "%.4f", t))
                                .collect(Collectors.joining(" ")))
                        .append('\n')));
        return text.toString();
    }

    private static double[] holm(List<Claim> claims) {
        return MultipleTesting.holm(
                claims.stream().mapToDouble(c -> c.effect().log10P()).toArray());
    }

    /** All tables. */
    void print() {
        claims();
        sizes();
        models();
        epochs();
        courses();
        new FalsePositives(out, results).print();
    }

    private void claims() {
        List<Claim> claims = OrderClaims.of(results);
        double[] holm = holm(claims);
        out.printf(
                "%n## Claims%n%n| claim | reference | mean and 95 %% | seeds above 0 | p | Holm |%n|---|---|---|---|---|---|%n");
        for (int i = 0; i < holm.length; i++) {
            SeedEffect e = claims.get(i).effect();
            String side = claims.get(i).alternative() == Alternative.TWO_SIDED
                    ? ", two-sided"
                    : claims.get(i).alternative() == Alternative.LESS ? ", less" : "";
            out.printf(
                    Locale.ROOT,
                    "| %s%s | %s | %+.3f [%+.3f, %+.3f] | %d of %d | %.2g | %.2g |%n",
                    claims.get(i).name(),
                    side,
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

    private void sizes() {
        for (String model : OrderTests.SWEPT) {
            out.printf("%n## Documents queried, %s%n%n| n | none | same | held |%n|---|---|---|---|%n", model);
            int[] sizes = IntStream.concat(IntStream.of(OrderTests.SIZES), IntStream.of(Integer.MAX_VALUE))
                    .toArray();
            for (int n : sizes) {
                out.printf(
                        "| %d | %s |%n",
                        results.of(model, Finding.NONE, 1, n).get(0).n(),
                        OrderTests.REFERENCES.stream()
                                .map(r -> cell(results.of(model, r, 1, n)))
                                .collect(Collectors.joining(" | ")));
            }
        }
    }

    private void models() {
        out.printf(
                "%n## Models against Alice's order, all documents%n%n| model | none | same | held |%n|---|---|---|---|%n");
        for (String model : results.models()) {
            out.printf(
                    "| %s | %s |%n",
                    model,
                    OrderTests.REFERENCES.stream()
                            .map(r -> r.equals(model) ? "" : cell(results.of(model, r)))
                            .collect(Collectors.joining(" | ")));
        }
    }

    private void epochs() {
        out.printf("%n## Orders of epochs%n%n| model | epoch | none | same | held |%n|---|---|---|---|---|%n");
        results.own().stream()
                .filter(f -> f.model().startsWith("shuffled"))
                .map(f -> List.of(f.model(), String.valueOf(f.epoch())))
                .distinct()
                .forEach(row -> out.printf(
                        "| %s | %s | %s |%n",
                        row.get(0),
                        row.get(1),
                        OrderTests.REFERENCES.stream()
                                .map(r -> cell(
                                        results.of(row.get(0), r, Integer.parseInt(row.get(1)), Integer.MAX_VALUE)))
                                .collect(Collectors.joining(" | "))));
    }

    /** Mean correlation and its interval over seeds, median of log10 p, rejections at 1e-3. */
    static String cell(List<Finding> findings) {
        double[] rhos = findings.stream().mapToDouble(Finding::rho).toArray();
        SeedEffect effect = SeedEffect.of(rhos, Alternative.GREATER);
        double[] p = findings.stream().mapToDouble(Finding::log10P).sorted().toArray();
        double median = (p[(p.length - 1) / 2] + p[p.length / 2]) / 2;
        return String.format(
                Locale.ROOT,
                "%+.3f [%+.3f, %+.3f], %.1f, %d of %d",
                effect.mean(),
                effect.low(),
                effect.high(),
                median,
                findings.stream().filter(f -> f.rejects(STRICT)).count(),
                findings.size());
    }

    private void courses() {
        out.printf(
                "%n## Course over the order%n%n| model | first |  |  |  |  |  |  |  |  | last |%n|---|%s%n",
                "---|".repeat(10));
        results.tenths()
                .forEach((model, seeds) -> out.printf(
                        "| %s | %s |%n",
                        model,
                        Arrays.stream(mean(seeds.values()))
                                .mapToObj(t -> String.format(Locale.ROOT, "%+.3f", t))
                                .collect(Collectors.joining(" | "))));
    }

    /** The mean of each place of arrays of one length. */
    static double[] mean(java.util.Collection<double[]> rows) {
        int length = rows.iterator().next().length;
        return IntStream.range(0, length)
                .mapToDouble(i -> rows.stream().mapToDouble(r -> r[i]).average().orElseThrow())
                .toArray();
    }
}
