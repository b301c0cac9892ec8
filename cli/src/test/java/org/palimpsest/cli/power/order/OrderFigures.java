package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.palimpsest.cli.report.Axis;
import org.palimpsest.cli.report.AxisScale;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgPlot;
import org.palimpsest.cli.report.SvgStyling;
import org.palimpsest.corpus.run.AtomicOutput;

/** The figures of the pages; the same findings give the same bytes. */
final class OrderFigures {
    private final OrderResults results;

    OrderFigures(OrderResults results) {
        this.results = results;
    }

    /** Writes all figures into a folder. */
    void write(Path folder) throws IOException {
        write(folder, "order-power-n.svg", sizes());
        write(folder, "order-power-course.svg", courses());
        write(folder, "order-power-tuning.svg", tuning());
    }

    private static void write(Path folder, String name, SvgPlot plot) throws IOException {
        AtomicOutput.write(
                folder.resolve(name),
                (plot.render(SvgStyling.EMBEDDED).strip() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private SvgPlot sizes() {
        int all = results.of("alice", Finding.NONE).get(0).n();
        double[] n = IntStream.concat(IntStream.of(OrderTests.SIZES), IntStream.of(all))
                .filter(i -> i <= all)
                .distinct()
                .asDoubleStream()
                .toArray();
        SvgPlot plot = SvgPlot.titled("Strength of the query test against documents queried")
                .describedAs("Mean over seeds of minus log10 p for Alice's own model, a line a reference.")
                .withX(Axis.of("documents").with(AxisScale.LOG2))
                .withY(Axis.of("-log10 p").from(0));
        for (String reference : OrderTests.REFERENCES) {
            double[] strength = Arrays.stream(n)
                    .map(size -> results.of("alice", reference, 1, (int) size).stream()
                            .mapToDouble(f -> -f.log10P())
                            .average()
                            .orElseThrow())
                    .toArray();
            plot = plot.with(Series.lineAndPoints("reference: " + reference, n, strength));
        }
        return plot;
    }

    private SvgPlot courses() {
        double[] tenths = IntStream.rangeClosed(1, 10).asDoubleStream().toArray();
        SvgPlot plot = SvgPlot.titled("Memory of a document against when it was read")
                .describedAs(
                        "Mean log-likelihood less that of a reference of another order, by tenths of Alice's order.")
                .withX(Axis.of("tenth of the order"))
                .withY(Axis.of("nats a token over the mean"));
        for (String model : OrderResults.COURSES) {
            plot = plot.with(Series.lineAndPoints(
                    model,
                    tenths,
                    OrderReport.mean(new org.palimpsest.cli.power.Named<>(results.tenths())
                            .get(model)
                            .values())));
        }
        return plot;
    }

    private SvgPlot tuning() {
        SvgPlot plot = SvgPlot.titled("Correlation left after further training")
                .describedAs(
                        "Mean over seeds: Bob goes on with other text, or with Alice's documents in another order.")
                .withX(Axis.of("tokens read, percent of Alice's").with(AxisScale.LOG2))
                .withY(Axis.of("rho"));
        for (String reference : OrderTests.REFERENCES) {
            plot = plot.with(line("other text", "tuned-", OrderExperiment.TUNED, reference));
        }
        for (String reference : OrderTests.REFERENCES) {
            plot = plot.with(line("her text", "erased-", OrderExperiment.ERASED, reference));
        }
        return plot;
    }

    private Series line(String name, String kind, int[] percents, String reference) {
        double[] x = IntStream.of(percents).asDoubleStream().toArray();
        double[] y = IntStream.of(percents)
                .mapToDouble(p -> results.of(kind + p, reference).stream()
                        .mapToDouble(Finding::rho)
                        .average()
                        .orElseThrow())
                .toArray();
        return Series.lineAndPoints(name + ", " + reference, x, y);
    }
}
