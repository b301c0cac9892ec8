package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.duplicates.ContaminationFindings;
import org.palimpsest.corpus.duplicates.OverlapRule;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for a benchmark in training text. */
@Command(
        name = "contamination",
        sortOptions = false,
        description = {
            "Finds what of a benchmark stands in training text, by the rules of the big pipelines.",
            "Overlap shows that the text was in the corpus. That a model learnt it, or scores higher for it, does not follow."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest provenance contamination --input benchmark.jsonl --index index --out overlap.jsonl",
            "  palimpsest provenance contamination --input benchmark.jsonl --corpus part-*.jsonl.zst --rule gpt3,llama2"
                    + " --out overlap.jsonl --json"
        })
final class ProvenanceContaminationCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "The benchmark: JSONL, an item a row, with text or tokens. Required.")
    private @Nullable Path input;

    @Mixin
    private TrainingTextOptions training = new TrainingTextOptions();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            split = ",",
            defaultValue = "gpt3,palm,llama2,olmotrace",
            description = "Rules, parted by commas: gpt3, palm, llama2, olmotrace. Default: all.")
    private List<OverlapRule> rules = List.of(OverlapRule.values());

    @Option(
            names = "--documents",
            paramLabel = "N",
            defaultValue = "3",
            converter = AtLeastZero.class,
            description = "Documents at most that are named for each span. Default: ${DEFAULT-VALUE}.")
    private int documents = 3;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private final List<Map<String, Object>> skipped = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Path file = common.require(input, "--input");
        training.check(common, file);
        if (common.json && common.out == null) {
            throw common.usage("--json prints a summary; give the rows a place with --out FILE");
        }
        common.checkOutput();
        List<OverlapRule> distinct = rules.stream().distinct().toList();
        try (StandardInput standard = StandardInput.watch()) {
            List<Document> items = read(file);
            try (LookedInto into = training.open(common, items, badLines.allowed)) {
                ContaminationFindings findings = ContaminationFindings.of(
                        new ContaminationFindings.Question(
                                into.items(), into.unit(), into.boundaries(), distinct, documents),
                        into.text(),
                        common.progress());
                if (common.out == null) {
                    write(findings, items.size(), new StandardOutput(common.stdout()));
                    return ExitCode.OK.code();
                }
                AtomicOutput.write(common.out, out -> write(findings, items.size(), out));
                RunManifest manifest = common.withInput(common.manifest(), file, standard);
                emit(into, findings, training.manifest(common, manifest, standard));
            }
        }
        return ExitCode.OK.code();
    }

    private List<Document> read(Path file) throws IOException {
        List<Document> items = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed))) {
            for (Document next = reader.read(); next != null; next = reader.read()) {
                items.add(next);
            }
            reader.skipped()
                    .forEach(bad -> common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
            skipped.addAll(CommonNames.plain(file, reader.skipped()));
        }
        return items;
    }

    private static void write(ContaminationFindings findings, int items, OutputStream out) throws IOException {
        for (int item = 0; item < items; item++) {
            out.write((findings.json(item) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private void emit(LookedInto into, ContaminationFindings findings, RunManifest manifest) {
        ContaminationSummary summary = new ContaminationSummary(findings.reports());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("items", into.items().size());
        result.put("unit", into.unit());
        result.put("corpusTokens", into.text().tokens());
        result.put("rules", summary.json());
        result.put("skipped", skipped);
        common.emitBeside(
                result,
                manifest,
                summary.text(common.style())
                        + String.format(
                                Locale.ROOT,
                                "%,d items against %,d %s; see %s%nOverlap shows that the text was in the corpus, not"
                                        + " that a model learnt it.%n",
                                into.items().size(),
                                into.text().tokens(),
                                into.unit(),
                                common.out));
    }
}
