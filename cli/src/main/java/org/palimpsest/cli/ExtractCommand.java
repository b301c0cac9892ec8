package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palimpsest.cli.output.JsonText;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentReader;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.extraction.ExtractionOptions;
import org.palimpsest.inference.generation.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verbatim extraction and exposure of given passages. */
@Command(
        name = "extract",
        sortOptions = false,
        description = {
            "Can the model be made to write these passages word for word?",
            "Windows of a passage are tried one after the other: a prefix is given, and the suffix is extracted verbatim if"
                    + " greedy decoding writes it. One pass also gives the probability q that sampling writes the suffix, and how many samples show it. With"
                    + " --siblings every passage is ranked among texts that were never published."
        },
        footer = {"", "Example:", "  palimpsest extract --model suspect/ --input book.jsonl --out extracted.jsonl"})
final class ExtractCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "MODEL", description = "A folder in the Hugging Face layout. Required.")
    private @Nullable String model;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL or Parquet of passages, text files, folders, or - for standard input. Required.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--prefix",
            paramLabel = "P",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Tokens that the model is given. Default: ${DEFAULT-VALUE}.")
    private int prefix = 50;

    @Option(
            names = "--suffix",
            paramLabel = "S",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Tokens that it has to write. Default: ${DEFAULT-VALUE}.")
    private int suffix = 50;

    @Option(
            names = "--stride",
            paramLabel = "N",
            defaultValue = "50",
            converter = AtLeastOne.class,
            description = "Tokens from one window to the next. Default: ${DEFAULT-VALUE}.")
    private int stride = 50;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "Temperature of the sampling that q is meant for. Default: ${DEFAULT-VALUE}.")
    private double temperature = 1;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "40",
            description = "Likeliest tokens that it keeps; 0 for all. Default: ${DEFAULT-VALUE}.")
    private int topK = 40;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Mass of the nucleus that it keeps of those. Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(
            names = "--near",
            paramLabel = "N",
            converter = AtLeastZero.class,
            description = "Decode every window and also count suffixes written but for N token edits.")
    private @Nullable Integer near;

    @Option(
            names = "--siblings",
            paramLabel = "FILE",
            description = "JSONL of unpublished texts to rank passage a among; their ids are a/0, a/1, ...")
    private @Nullable Path siblings;

    @Option(names = "--bos", fallbackValue = "true", description = "Put the model's BOS token before every prefix.")
    private boolean bos;

    @Mixin
    private BadLineOptions badLines = new BadLineOptions();

    private final List<Map<String, Object>> skipped = new ArrayList<>();
    private @Nullable ExposureSummary exposure;

    @Override
    public Integer call() throws IOException {
        String reference = common.require(model, "--model");
        List<Path> files = common.require(inputs, "--input");
        if (common.json && common.out == null) {
            throw common.usage("--json prints a summary; give the rows a place with --out FILE");
        }
        if (files.stream().filter(InputFile::isStandardInput).count() > 1) {
            throw common.usage("standard input is read once, got - more than once");
        }
        Path folder = Models.path(reference);
        if (Models.isScores(reference)) {
            throw common.usage("extract asks the model itself; give a folder, got " + reference);
        }
        ExtractionOptions options = new ExtractionOptions(prefix, suffix, stride, sampling());
        common.checkOutput();
        RunManifest manifest = Models.addInput(common.manifest(), reference);
        Siblings ranks = siblings == null ? null : Siblings.read(siblings);
        manifest = siblings == null ? manifest : CommonOptions.withDocuments(manifest, siblings);
        ExtractSummary summary = new ExtractSummary(options);
        try (StandardInput standard = StandardInput.watch();
                ExtractModel asked = ExtractModel.open(
                        folder,
                        common.threadsOrDefault(),
                        bos ? BeginToken.PREPEND : BeginToken.NONE,
                        options,
                        near,
                        ranks)) {
            manifest = asked.addTo(manifest);
            if (common.out == null) {
                extract(asked, ranks, summary, files, new StandardOutput(common.stdout()));
            } else {
                AtomicOutput.write(common.out, stream -> extract(asked, ranks, summary, files, stream));
                for (Path file : files) {
                    manifest = common.withInput(manifest, file, standard);
                }
            }
        }
        if (common.out != null) {
            Map<String, Object> result = summary.json(near != null);
            if (exposure != null) {
                result.put("exposure", exposure.json());
            }
            result.put("skipped", skipped);
            common.emitBeside(result, manifest, summary.text(exposure));
        }
        return ExitCode.OK.code();
    }

    private Sampling sampling() {
        try {
            return new Sampling(temperature, topK, topP);
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }

    private void extract(
            ExtractModel asked, @Nullable Siblings ranks, ExtractSummary summary, List<Path> files, OutputStream out)
            throws IOException {
        try (Progress.Task task = common.progress().begin("extracting", -1, "passages")) {
            for (Path file : files) {
                try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(badLines.allowed))) {
                    for (List<Document> window = Models.next(reader); !window.isEmpty(); window = Models.next(reader)) {
                        for (Map<String, Object> row : asked.rows(window, summary)) {
                            out.write((JsonText.compact(row) + "\n").getBytes(StandardCharsets.UTF_8));
                        }
                        task.advance(window.size());
                    }
                    reader.skipped()
                            .forEach(bad ->
                                    common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
                    skipped.addAll(CommonNames.plain(file, reader.skipped()));
                }
            }
            exposure = ranks == null ? null : ranks.summary();
            out.flush();
        }
    }
}
