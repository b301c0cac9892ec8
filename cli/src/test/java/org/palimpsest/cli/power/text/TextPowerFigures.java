package org.palimpsest.cli.power.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.palimpsest.cli.report.Axis;
import org.palimpsest.cli.report.AxisScale;
import org.palimpsest.cli.report.Series;
import org.palimpsest.cli.report.SvgPlot;
import org.palimpsest.cli.report.SvgStyling;
import org.palimpsest.corpus.run.AtomicOutput;

/** The figures of the page; the same rows give the same bytes. */
final class TextPowerFigures {
    private static final double[] TOKENS = {320, 3_200, 32_000};
    private static final double[] PARTS = {1_000, 3_000, 10_000, 30_000};

    private final Seeds<ReshuffleRow> reshuffle;
    private final Seeds<PartitionRow> partition;

    TextPowerFigures(List<ReshuffleRow> reshuffle, List<PartitionRow> partition) {
        this.reshuffle = new Seeds<>(reshuffle, ReshuffleRow::seed);
        this.partition = new Seeds<>(partition, PartitionRow::seed);
    }

    /** Writes all figures into a folder. */
    void write(Path folder) throws IOException {
        write(folder, "text-power-tokens.svg", tokens());
        write(folder, "text-power-temperature.svg", temperatures());
        write(folder, "text-power-tuning.svg", tuning());
        write(folder, "text-power-partition.svg", parts());
    }

    private static void write(Path folder, String name, SvgPlot plot) throws IOException {
        AtomicOutput.write(
                folder.resolve(name),
                (plot.render(SvgStyling.EMBEDDED).strip() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private SvgPlot tokens() {
        SvgPlot plot = SvgPlot.titled("Reshuffle test: t against tokens of text")
                .describedAs("Mean of five seeds, temperature 0.9, a line for each share of the steps taken again.")
                .withX(Axis.of("tokens of text").with(AxisScale.LOG2))
                .withY(Axis.of("t, 18 degrees of freedom"));
        for (int share : TextPowerBench.RETRAINED) {
            plot = plot.with(line(share + " %", TOKENS, n -> t(share, TextPowerBench.MAIN_TEMPERATURE, (int) n)));
        }
        return plot;
    }

    private SvgPlot temperatures() {
        SvgPlot plot = SvgPlot.titled("Reshuffle test: t against temperature")
                .describedAs("Mean of five seeds, 2 % of the steps taken again, a line for each number of tokens.")
                .withX(Axis.of("temperature"))
                .withY(Axis.of("t, 18 degrees of freedom"));
        double[] places = DoubleStream.concat(
                        TextPowerBench.OTHER_TEMPERATURES.stream().mapToDouble(t -> t),
                        DoubleStream.of(TextPowerBench.MAIN_TEMPERATURE))
                .sorted()
                .toArray();
        for (int n : List.of(320, 3_200)) {
            plot = plot.with(line(n + " tokens", places, temperature -> t(2, temperature, n)));
        }
        return plot;
    }

    private SvgPlot tuning() {
        SvgPlot plot = SvgPlot.titled("Reshuffle test: t against fine-tuning of the suspect")
                .describedAs(
                        "Mean of five seeds, 6,400 tokens, 10 % of the steps taken again, without and with adaptation.")
                .withX(Axis.of("sequences of other text, in percent of training"))
                .withY(Axis.of("t, 18 degrees of freedom"));
        double[] places = {0, 0.2, 1, 2};
        List<String> names = List.of("same", "tuned-8-30", "tuned-40-30", "tuned-80-30");
        for (int adapted = 0; adapted < 2; adapted++) {
            int own = adapted;
            double[] found = names.stream()
                    .mapToDouble(name -> mean(reshuffle.means(TextClaims.tuned(name, own), ReshuffleRow::t)))
                    .toArray();
            plot = plot.with(Series.lineAndPoints(own == 0 ? "as he is" : "adapted", places, found));
        }
        return plot;
    }

    private SvgPlot parts() {
        SvgPlot plot = SvgPlot.titled("Partition test: -rho against tokens of text")
                .describedAs("Mean of five seeds, temperature 0.8, a line for how often the first half was trained on.")
                .withX(Axis.of("tokens of text").with(AxisScale.LOG2))
                .withY(Axis.of("-rho of weight and position"));
        for (int epochs : Alice.EPOCHS) {
            plot = plot.with(line(
                    epochs == 1 ? "once" : epochs + " times",
                    PARTS,
                    n -> mean(partition.means(TextClaims.part("epochs-" + epochs, (int) n), r -> -r.rho()))));
        }
        return plot;
    }

    private double t(int share, double temperature, int tokens) {
        return mean(reshuffle.means(TextClaims.same(share, temperature, tokens), ReshuffleRow::t));
    }

    private static Series line(String name, double[] places, DoubleUnaryOperator value) {
        return Series.lineAndPoints(
                name, places, Arrays.stream(places).map(value).toArray());
    }

    private static double mean(SortedMap<Long, Double> seeds) {
        return seeds.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
