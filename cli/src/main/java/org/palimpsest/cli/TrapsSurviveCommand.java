package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.DocumentFolder;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.traps.insertion.PlacementFile;
import org.palimpsest.traps.registry.TrapFile;
import org.palimpsest.traps.survival.CopyFate;
import org.palimpsest.traps.survival.DecontaminationRule;
import org.palimpsest.traps.survival.MarkedCorpus;
import org.palimpsest.traps.survival.PerplexityModel;
import org.palimpsest.traps.survival.PerplexityRule;
import org.palimpsest.traps.survival.SurvivalReport;
import org.palimpsest.traps.survival.SurvivalRule;
import org.palimpsest.traps.survival.SurvivalRules;
import org.palimpsest.traps.survival.SurvivalSimulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates what training pipelines leave of published traps. */
@Command(
        name = "survive",
        sortOptions = false,
        description = {
            "Simulates what a training pipeline leaves of published traps: which copies are whole behind every rule, and which"
                    + " rule took the rest.",
            "Rules act in the order given; pipelines stand for their rules. Temporary files take 2 bytes a character."
        },
        footer = {
            "",
            "Example:",
            "  palimpsest traps survive --registry registry --placements marked/placements.jsonl --input marked/posts.jsonl"
                    + " --rules fineweb"
        })
final class TrapsSurviveCommand implements Callable<Integer> {
    private static final String TRAPS = "traps.jsonl";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "Folder with the traps.jsonl that was published; nothing secret is read. Required.")
    private @Nullable Path registry;

    @Option(names = "--placements", paramLabel = "FILE", description = "placements.jsonl of traps insert. Required.")
    private @Nullable Path placements;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Documents with their traps, or folders of them, in the order in which a pipeline sees them."
                    + " Required.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--rules",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "fineweb",
            description = {
                "Pipelines fineweb, c4, ccnet, gopher, dolma, refinedweb, slimpajama, or names of rules, joined by commas;"
                        + " all rules are in docs/traps.md. Default: ${DEFAULT-VALUE}."
            })
    private List<String> rules = List.of("fineweb");

    @Option(
            names = "--benchmarks",
            paramLabel = "FILE",
            description = "Documents of benchmarks; at the end, documents that share 13 words with one are dropped.")
    private @Nullable Path benchmarks;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "At the end, documents in the upper 40 %% of perplexity under this model are dropped, as CCNet's"
                            + " tail.")
    private @Nullable String model;

    @Option(names = "--copies", paramLabel = "FILE", description = "Write a row of JSONL for every copy and its fate.")
    private @Nullable Path copies;

    @Override
    public Integer call() throws IOException {
        Path trapFile = common.require(registry, "--registry").resolve(TRAPS);
        Path placementFile = common.require(placements, "--placements");
        List<Path> named = common.require(inputs, "--input");
        List<SurvivalRule> chosen = new ArrayList<>(chosen());
        common.checkOutput();
        if (copies != null) {
            common.refuseExisting(copies);
        }
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            files.addAll(Files.isDirectory(path) ? DocumentFolder.list(path).files() : List.of(path));
        }
        RunManifest manifest = common.manifest().withInput(trapFile).withInput(placementFile);
        for (Path file : files) {
            manifest = manifest.withInput(file);
        }
        if (benchmarks != null) {
            chosen.add(decontamination(benchmarks));
            manifest = manifest.withInput(benchmarks);
        }
        if (model != null) {
            manifest = Models.addInput(manifest, model);
        }
        try (MarkedCorpus corpus =
                MarkedCorpus.open(files, TrapFile.read(trapFile), PlacementFile.read(placementFile))) {
            SurvivalReport report = model == null ? run(chosen, corpus) : runWithModel(model, chosen, corpus);
            common.emit(report.rows(chosen), manifest, SurvivalTable.text(report, common.style()));
        }
        return ExitCode.OK.code();
    }

    private List<SurvivalRule> chosen() {
        try {
            return SurvivalRules.of(rules);
        } catch (IllegalArgumentException e) {
            throw common.usage("--rules: " + e.getMessage());
        }
    }

    private static SurvivalRule decontamination(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.open(file)) {
            while (reader.hasNext()) {
                texts.add(reader.next().text());
            }
        }
        return new DecontaminationRule(DecontaminationRule.GPT3_WORDS, texts);
    }

    private SurvivalReport runWithModel(String reference, List<SurvivalRule> chosen, MarkedCorpus corpus)
            throws IOException {
        try (Models.Open open = Models.open(reference, common.threadsOrDefault(), BeginToken.PREPEND)) {
            chosen.add(PerplexityRule.ccNet(PerplexityModel.of(open.scorer())));
            return run(chosen, corpus);
        }
    }

    private SurvivalReport run(List<SurvivalRule> chosen, MarkedCorpus corpus) throws IOException {
        SurvivalSimulator simulator = SurvivalSimulator.of(chosen).with(common.progress());
        Path scratch = Files.createTempDirectory("palimpsest-survive");
        try {
            if (copies == null) {
                return simulator.run(corpus, scratch);
            }
            List<SurvivalReport> reports = new ArrayList<>();
            AtomicOutput.write(
                    copies,
                    out -> reports.add(
                            simulator.withFates(fate -> write(fate, out)).run(corpus, scratch)));
            return reports.get(0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static void write(CopyFate fate, OutputStream out) {
        try {
            out.write((fate.json() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
