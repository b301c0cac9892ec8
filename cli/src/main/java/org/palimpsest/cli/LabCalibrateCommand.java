package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.story.TrainingOrder;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.corpus.table.NumberTable;
import org.palimpsest.corpus.table.RowReader;
import org.palimpsest.provenance.query.OrderCalibration;
import org.palimpsest.stats.RandomStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Redraws the training order many times and counts false rejections of the query test. */
@Command(
        name = "calibrate",
        sortOptions = false,
        description = {
            "How often does the query test reject when it must not? The scores of a model that never saw any order are"
                    + " kept, and the order is drawn anew by the trainer's own generator.",
            "Takes losses.jsonl of a finished demo, or any table of losses."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest lab calibrate --transcript palimpsest-demo/losses.jsonl --loss loss_carol"
                    + " --reference-loss loss_reference --redraws 10000"
        })
final class LabCalibrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--transcript", paramLabel = "FILE", description = "JSONL or Parquet: a row a document. Required.")
    private @Nullable Path transcript;

    @Option(names = "--loss", paramLabel = "COLUMN", description = "Column with the innocent model's loss. Required.")
    private @Nullable String loss;

    @Option(names = "--reference-loss", paramLabel = "COLUMN", description = "Column with the reference's loss.")
    private @Nullable String referenceLoss;

    @Option(
            names = "--redraws",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Orders to draw. Default: ${DEFAULT-VALUE}.")
    private int redraws = 10_000;

    @Option(
            names = "--permutations",
            paramLabel = "B",
            defaultValue = "999",
            description = "Permutations of every test. Default: ${DEFAULT-VALUE}.")
    private int permutations = 999;

    @Override
    public Integer call() throws IOException {
        Path file = common.require(transcript, "--transcript");
        String column = common.require(loss, "--loss");
        if (redraws < 1 || permutations < 1) {
            throw common.usage(
                    "--redraws and --permutations must be at least 1, got " + redraws + " and " + permutations);
        }
        common.checkOutput();
        long seed = common.seedOr(0);
        RunManifest manifest = common.manifest().withSeed(seed);
        double[] scores;
        try (StandardInput standard = StandardInput.watch()) {
            scores = scores(file, column);
            manifest = common.withInput(manifest, file, standard);
        }
        List<OrderCalibration.Rate> rates;
        try (Progress.Task task = common.progress().begin("redrawing the order", redraws, "orders")) {
            rates = new OrderCalibration(
                            permutations, OrderCalibration.defaults().levels())
                    .run(
                            scores,
                            redraws,
                            r -> TrainingOrder.draw(
                                    RandomStream.of(seed, "redraw " + r).nextLong(), scores.length),
                            task);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", scores.length);
        result.put("redraws", redraws);
        result.put("rates", rates.stream().map(LabCalibrateCommand::json).toList());
        common.emit(result, manifest, text(rates, scores.length));
        return ExitCode.OK.code();
    }

    private double[] scores(Path file, String column) throws IOException {
        List<String> columns = new ArrayList<>(List.of(column));
        if (referenceLoss != null) {
            columns.add(referenceLoss);
        }
        NumberTable table = RowReader.of(file, 0).read(file, columns, List.of());
        for (String name : columns) {
            if (!table.hasColumn(name)) {
                throw new CorruptInputException(
                        file.toString(),
                        "no row has column " + name + "; columns found: " + String.join(", ", table.columns()));
            }
        }
        double[] suspect = table.numbers(column);
        double[] reference = referenceLoss == null ? new double[suspect.length] : table.numbers(referenceLoss);
        double[] scores = new double[suspect.length];
        Arrays.setAll(scores, i -> reference[i] - suspect[i]);
        double[] finite = Arrays.stream(scores).filter(Double::isFinite).toArray();
        if (finite.length < 3) {
            throw new CorruptInputException(
                    file.toString(), "at least 3 rows with finite losses are needed, found " + finite.length);
        }
        return finite;
    }

    private static Map<String, Object> json(OrderCalibration.Rate rate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("statistic", rate.statistic());
        map.put("level", rate.level());
        map.put("rejections", rate.rejections());
        map.put("rate", rate.rate());
        map.put("low", rate.interval().low());
        map.put("high", rate.interval().high());
        return map;
    }

    private String text(List<OrderCalibration.Rate> rates, int documents) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%,d redraws of an order of %,d documents%n", redraws, documents));
        for (OrderCalibration.Rate rate : rates) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s level %.3f: rejected %.4f (95 %% interval %.4f to %.4f)%n",
                    rate.statistic(),
                    rate.level(),
                    rate.rate(),
                    rate.interval().low(),
                    rate.interval().high()));
        }
        return text.toString();
    }
}
