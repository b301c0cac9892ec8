package org.palimpsest.cli.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.palimpsest.cli.report.Axis;
import org.palimpsest.cli.report.AxisScale;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgPlot;
import org.palimpsest.cli.report.SvgStyling;
import org.palimpsest.corpus.run.AtomicOutput;

/** The figures of the page; the same points give the same bytes. */
final class PowerFigures {
    private static final double[] REPLACED =
            Arrays.stream(PowerReport.REPLACED).asDoubleStream().toArray();
    /** Under GPT-Neo-1.3B, arXiv 2405.15523. */
    private static final double[] PUBLISHED = {.90, .78, .65, .40, .19};

    private static final double[] ATTACKED_COPIES = {1, 4, 16, 64};

    private final Results results;

    PowerFigures(Results results) {
        this.results = results;
    }

    /** Writes all figures into a folder. */
    void write(Path folder) throws IOException {
        write(folder, "trap-power-auc.svg", doses("AUC by loss", Point::placement));
        write(folder, "trap-power-z.svg", doses("z by loss", Point::z));
        write(folder, "trap-power-rho.svg", rates());
        write(folder, "trap-power-attacks.svg", attacks());
    }

    private static void write(Path folder, String name, SvgPlot plot) throws IOException {
        AtomicOutput.write(
                folder.resolve(name),
                (plot.render(SvgStyling.EMBEDDED).strip() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private SvgPlot doses(String what, ToDoubleFunction<Point> effect) {
        SvgPlot plot = SvgPlot.titled(what + " against copies of a trap")
                .describedAs("Mean over the traps of five seeds, a line for each length in tokens and wording.")
                .withX(Axis.of("documents with the trap").with(AxisScale.LOG2))
                .withY(Axis.of(what));
        double[] copies = Design.COPIES.stream().mapToDouble(c -> c).toArray();
        for (Wording wording : Wording.values()) {
            for (int length : Design.LENGTHS) {
                String name = length + " " + wording.name().toLowerCase(Locale.ROOT);
                plot = plot.with(Series.lineAndPoints(
                        name, copies, means(results.main(), "loss", length, wording, copies, effect)));
            }
        }
        return plot;
    }

    private static double[] means(
            Map<String, List<Point>> source,
            String score,
            int length,
            Wording wording,
            double[] copies,
            ToDoubleFunction<Point> effect) {
        return Arrays.stream(copies)
                .map(n -> PointSummary.mean(
                        Results.some(
                                source,
                                score,
                                c -> c.part().equals("dose")
                                        && c.length() == length
                                        && c.wording() == wording
                                        && c.copies() == n),
                        effect))
                .toArray();
    }

    private SvgPlot rates() {
        SvgPlot plot = SvgPlot.titled("Worth of a fuzzy copy against tokens replaced")
                .describedAs(
                        "Exact copies that one fuzzy copy is worth, by two scores and two effects, beside the published.")
                .withX(Axis.of("tokens replaced of 100").with(AxisScale.LOG2))
                .withY(Axis.of("worth in exact copies").from(0))
                .with(Series.lineAndPoints("published", REPLACED, PUBLISHED));
        for (String score : List.of("loss", "ratio")) {
            plot = plot.with(Series.lineAndPoints("AUC, " + score, REPLACED, rates(score, Point::placement)))
                    .with(Series.lineAndPoints("z, " + score, REPLACED, rates(score, Point::z)));
        }
        return plot;
    }

    private double[] rates(String score, ToDoubleFunction<Point> effect) {
        return Arrays.stream(PowerReport.REPLACED)
                .mapToDouble(replaced -> PowerReport.rho(results.main(), score, replaced, effect))
                .toArray();
    }

    private SvgPlot attacks() {
        SvgPlot plot = SvgPlot.titled("AUC by loss after what a trainer does, against copies")
                .describedAs("Mean over traps of 50 tokens of both wordings and five seeds, a line a model.")
                .withX(Axis.of("documents with the trap").with(AxisScale.LOG2))
                .withY(Axis.of("AUC by loss"));
        for (String attack : Experiment.ATTACKS) {
            double[] found = Arrays.stream(ATTACKED_COPIES)
                    .map(n -> PointSummary.mean(
                            Results.some(results.attacked(), attack + "-loss", c -> c.copies() == n), Point::placement))
                    .toArray();
            plot = plot.with(Series.lineAndPoints(attack, ATTACKED_COPIES, found));
        }
        return plot;
    }
}
