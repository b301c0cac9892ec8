package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.DocumentWriter;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.corpus.run.RunManifest;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TextGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a local model write. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Lets a local model write: a continuation of every prompt, or texts from nothing.",
            "A row a text: id, text (without the prompt), metadata.prompt."
        },
        footer = {
            "",
            "Examples:",
            "  palimpsest lab generate --model alice/model --count 100 --temperature 1 --max-tokens 60 --out texts.jsonl",
            "  palimpsest lab generate --model alice/model --prompts starts.jsonl --max-tokens 20 --out ends.jsonl"
        })
final class LabGenerateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "DIR", description = "The model. Required.")
    private @Nullable Path model;

    @Option(names = "--prompts", paramLabel = "FILE", description = "Documents whose text is continued.")
    private @Nullable Path prompts;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Texts from the model's BOS token alone.")
    private @Nullable Integer count;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0",
            description = "0 takes the likeliest token; above 0 samples. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Sample from the smallest set of tokens with this mass. Default: ${DEFAULT-VALUE}.")
    private double topP = 1;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "32",
            converter = AtLeastOne.class,
            description = "Most tokens to write. Default: ${DEFAULT-VALUE}.")
    private int maxTokens = 32;

    @Override
    public Integer call() throws IOException {
        Path source = common.require(model, "--model");
        Path file = common.require(common.out, "--out");
        if ((prompts == null) == (count == null)) {
            throw common.usage("give either --prompts or --count");
        }
        GenerationOptions options = options();
        if (count != null && temperature == 0) {
            throw common.usage("--count writes the same text over and over at --temperature 0; set it above 0");
        }
        common.checkOutput();
        Checkpoint.readConfig(source);
        RunManifest manifest = common.manifest().withSeed(common.seedOr(0)).withInput(source);
        List<Document> starts;
        if (prompts != null) {
            LabInput input = LabInput.read(common, List.of(prompts));
            starts = input.documents();
            for (RunManifest.Input read : input.manifest().inputs()) {
                manifest = manifest.withInput(read);
            }
        } else {
            starts = empty(common.require(count, "--count"));
        }
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(common.threadsOrDefault()));
                Checkpoint checkpoint = Checkpoint.load(runtime, source);
                DjlTextGenerator generator = new DjlTextGenerator(checkpoint)) {
            DocumentWriter.writeAll(file, continued(generator, options, starts).iterator());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("texts", starts.size());
            common.emitBeside(
                    result,
                    LabSession.withEngines(manifest, runtime),
                    String.format(Locale.ROOT, "%,d texts in %s%n", starts.size(), file));
        }
        return ExitCode.OK.code();
    }

    private static List<Document> empty(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> Document.of("text-" + i, ""))
                .toList();
    }

    /** All in one call: the stream of every text is keyed by its place. */
    private List<Document> continued(TextGenerator generator, GenerationOptions options, List<Document> starts) {
        try (Progress.Task task = common.progress().begin("writing", starts.size(), "texts")) {
            List<String> texts =
                    generator.generate(starts.stream().map(Document::text).toList(), options);
            task.advance(texts.size());
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                Document start = starts.get(i);
                Map<String, @Nullable Object> metadata = new LinkedHashMap<>(start.metadata());
                metadata.put("prompt", start.text());
                documents.add(new Document(start.id(), texts.get(i), null, null, null, null, metadata));
            }
            return documents;
        }
    }

    private GenerationOptions options() {
        try {
            return new GenerationOptions(maxTokens, temperature, topP, common.seedOr(0));
        } catch (IllegalArgumentException e) {
            throw common.usage(String.valueOf(e.getMessage()));
        }
    }
}
