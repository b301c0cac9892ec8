package org.palimpsest.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.Border;
import org.palimpsest.cli.output.Column;
import org.palimpsest.cli.output.Terminal;
import org.palimpsest.cli.output.TextTable;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.traps.survival.DoseResponse;
import org.palimpsest.traps.survival.PlanRow;
import org.palimpsest.traps.survival.TrapPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans how many traps and documents a wanted power takes. */
@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Says how many traps and documents it takes to find them in a model with a wanted power, or that it is not worth"
                    + " it.",
            "From measured effects by length and copies, less what a pipeline takes and what fuzzy copies are worth."
        },
        footer = {"", "Example:", "  palimpsest traps plan --power 0.9 --alpha 0.001 --survival 0.8 --documents 5000"})
final class TrapsPlanCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.9",
            description = "Wanted chance of finding the traps, above alpha and below 1. Default: ${DEFAULT-VALUE}.")
    private double power = 0.9;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.001",
            description = "Level of the test, in (0, 1). Default: ${DEFAULT-VALUE}.")
    private double alpha = 0.001;

    @Option(
            names = "--length",
            paramLabel = "TOKENS",
            defaultValue = "100",
            converter = AtLeastOne.class,
            description = "Tokens of a trap. Default: ${DEFAULT-VALUE}.")
    private int length = 100;

    @Option(
            names = "--controls",
            paramLabel = "N",
            defaultValue = "99",
            converter = AtLeastOne.class,
            description = "Controls of each trap. Default: ${DEFAULT-VALUE}.")
    private int controls = 99;

    @Option(
            names = "--copies",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "1,3,10,30,100,300,1000",
            description = "Copies of one trap to look at, one a document. Default: ${DEFAULT-VALUE}.")
    private List<Integer> copies = List.of(1, 3, 10, 30, 100, 300, 1000);

    @Option(
            names = "--survival",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Share of copies that pipelines leave whole, as traps survive finds it. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double survival = 1;

    @Option(
            names = "--replaced",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of tokens that fuzzy copies replace. Default: ${DEFAULT-VALUE}, exact copies.")
    private double replaced;

    @Option(
            names = "--doses",
            paramLabel = "TABLE",
            defaultValue = "pre-training",
            description = "pre-training, fine-tuning, or a CSV with length, copies and auc. Default: ${DEFAULT-VALUE}.")
    private String doses = "pre-training";

    @Option(
            names = "--documents",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Documents that there are; default: as many as it takes.")
    private @Nullable Integer documents;

    @Override
    public Integer call() throws IOException {
        common.checkOutput();
        RunManifest manifest = common.manifest();
        DoseResponse table = table();
        if (table.source().equals(doses)) {
            manifest = manifest.withInput(Path.of(doses));
        }
        List<PlanRow> rows = rows(table);
        Optional<PlanRow> best = best(rows);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("source", table.source());
        result.put("worthIt", best.isPresent());
        result.put("best", best.<Object>map(TrapsPlanCommand::json).orElse(NullNode.getInstance()));
        result.put("rows", rows.stream().map(TrapsPlanCommand::json).toList());
        common.emit(result, manifest, text(table, rows, best));
        return ExitCode.OK.code();
    }

    private DoseResponse table() throws IOException {
        return switch (doses) {
            case "pre-training" -> DoseResponse.preTraining();
            case "fine-tuning" -> DoseResponse.fineTuning();
            default -> DoseResponse.read(Path.of(doses));
        };
    }

    private List<PlanRow> rows(DoseResponse table) {
        try {
            return new TrapPlan(power, alpha, length, controls, survival, replaced).rows(table, copies);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    /** The plan with fewest documents that there are. */
    private Optional<PlanRow> best(List<PlanRow> rows) {
        return rows.stream()
                .filter(row -> row.documents().isPresent())
                .filter(row -> documents == null || row.documents().getAsLong() <= documents)
                .min(Comparator.comparingLong(row -> row.documents().getAsLong()));
    }

    private String text(DoseResponse table, List<PlanRow> rows, Optional<PlanRow> best) {
        TextTable lines = TextTable.of(
                Column.right("copies a trap"),
                Column.right("worth exact"),
                Column.right("AUC"),
                Column.right("traps"),
                Column.right("documents"));
        for (PlanRow row : rows) {
            lines = lines.withRow(
                    String.format(Locale.ROOT, "%,d", row.copies()),
                    String.format(Locale.ROOT, "%,.1f", row.effective()),
                    String.format(Locale.ROOT, "%.3f", row.auc()),
                    count(row.traps()),
                    count(row.documents()));
        }
        String verdict = best.map(row -> String.format(
                        Locale.ROOT,
                        "Best: %s traps of %,d copies, %s documents.",
                        count(row.traps()),
                        row.copies(),
                        count(row.documents())))
                .orElse(
                        documents == null
                                ? "Not worth it: no number of copies needs fewer than 100,000 traps."
                                : String.format(
                                        Locale.ROOT,
                                        "Not worth it: every plan needs more than %,d documents.",
                                        documents));
        return lines.render(Border.of(Terminal.charset()), common.style())
                + String.format(
                        Locale.ROOT,
                        "%s%nA planning number, from: %s. Your model will differ.%n",
                        verdict,
                        table.source());
    }

    private static String count(OptionalLong number) {
        return number.isEmpty() ? "-" : String.format(Locale.ROOT, "%,d", number.getAsLong());
    }

    private static Map<String, Object> json(PlanRow row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("copies", row.copies());
        values.put("effectiveCopies", row.effective());
        values.put("auc", row.auc());
        values.put("traps", number(row.traps()));
        values.put("documents", number(row.documents()));
        return values;
    }

    private static Object number(OptionalLong number) {
        return number.isEmpty() ? NullNode.getInstance() : number.getAsLong();
    }
}
