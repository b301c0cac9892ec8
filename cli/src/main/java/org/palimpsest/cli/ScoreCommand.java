package org.palimpsest.cli;

import java.io.IOException;
import java.io.OutputStream;
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
import org.palimpsest.corpus.InputFile;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.likelihood.ScoreWriter;
import org.palimpsest.inference.likelihood.TokenScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Token log-likelihoods of texts under a model. */
@Command(
        name = "score",
        sortOptions = false,
        description = {
            "Token log-likelihoods (nats) of texts under a model: one JSON row a text, in input order.",
            "logprobs[i] = log P(tokens[i+1] | tokens[0..i]); with --bos both lists are equally long."
        },
        footer = {"", "Example:", "  palimpsest score --model suspect/ --input texts.jsonl --out scores.jsonl"})
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "MODEL", description = "A folder in the Hugging Face layout. Required.")
    private @Nullable String model;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "JSONL of documents (.gz, .zst), text files, or - for standard input. Required.")
    private @Nullable List<Path> inputs;

    @Option(names = "--bos", fallbackValue = "true", description = "Put the model's BOS token before every text.")
    private boolean bos;

    @Option(
            names = "--skip-bad",
            paramLabel = "N",
            defaultValue = "0",
            converter = AtLeastZero.class,
            description = "Allow N lines that do not parse.")
    private int skipBad;

    private final List<Map<String, Object>> skipped = new ArrayList<>();
    private long documents;
    private long tokens;
    private double nats;

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
        Models.path(reference);
        common.checkOutput();
        RunManifest manifest = Models.addInput(common.manifest(), reference);
        try (StandardInput standard = StandardInput.watch();
                Models.Open open =
                        Models.open(reference, common.threadsOrDefault(), bos ? BeginToken.PREPEND : BeginToken.NONE)) {
            manifest = open.addTo(manifest, "model");
            if (common.out == null) {
                score(open, files, new StandardOutput(common.stdout()));
            } else {
                AtomicOutput.write(common.out, stream -> score(open, files, stream));
                for (Path file : files) {
                    manifest = common.withInput(manifest, file, standard);
                }
            }
        }
        if (common.out != null) {
            common.emitBeside(summary(), manifest, text());
        }
        return ExitCode.OK.code();
    }

    private void score(Models.Open open, List<Path> files, OutputStream out) throws IOException {
        try (ScoreWriter writer = new ScoreWriter(new Unclosed(out));
                Progress.Task task = common.progress().begin("scoring", -1, "documents")) {
            for (Path file : files) {
                try (DocumentReader reader = DocumentReader.open(file, new DocumentReader.Options(skipBad))) {
                    for (List<Document> window = Models.next(reader); !window.isEmpty(); window = Models.next(reader)) {
                        write(writer, window, open.scorer().score(window));
                        task.advance(window.size());
                    }
                    reader.skipped()
                            .forEach(bad ->
                                    common.say("skipped: " + file + ", line " + bad.line() + ": " + bad.reason()));
                    skipped.addAll(CommonNames.plain(file, reader.skipped()));
                }
            }
        }
    }

    private void write(ScoreWriter writer, List<Document> window, List<TokenScores> scores) throws IOException {
        for (int i = 0; i < scores.size(); i++) {
            writer.write(window.get(i), scores.get(i));
            documents++;
            tokens += scores.get(i).logProbsNats().length;
            nats += scores.get(i).sumNats();
        }
    }

    private Map<String, Object> summary() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("documents", documents);
        map.put("scoredTokens", tokens);
        map.put("meanNats", nats / tokens);
        map.put("skipped", skipped);
        return map;
    }

    private String text() {
        return String.format(
                Locale.ROOT, "%,d documents, %,d tokens, mean %.4f nats a token%n", documents, tokens, nats / tokens);
    }
}
