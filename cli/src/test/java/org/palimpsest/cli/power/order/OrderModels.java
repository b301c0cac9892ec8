package org.palimpsest.cli.power.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.palimpsest.cli.power.SourceText;
import org.palimpsest.cli.power.WeightRounding;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.DjlTextGenerator;
import org.palimpsest.inference.engine.DjlTokenScorer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.TokenPrompt;
import org.palimpsest.inference.lab.LearningRate;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.stats.RandomStream;

/** The models of one seed, each in a folder of its own; what is there is not made again. */
final class OrderModels {
    private static final AdamOptions ADAM = AdamOptions.of(3e-3);
    private static final int WINDOW = 500;

    private final Path folder;
    private final SourceText text;
    private final TorchRuntime runtime;

    OrderModels(Path folder, SourceText text, TorchRuntime runtime) {
        this.folder = folder;
        this.text = text;
        this.runtime = runtime;
    }

    /** The folder of a model. */
    Path model(String name) {
        return folder.resolve(name).resolve("model");
    }

    /** Trains. */
    void train(Run run) throws IOException {
        if (run.saves().values().stream().allMatch(name -> Files.exists(model(name)))) {
            return;
        }
        long began = System.nanoTime();
        try (CausalTrainer trainer = trainer(run)) {
            int size = run.sequences().size();
            int steps = (size + run.batch() - 1) / run.batch();
            LearningRate rate = new LearningRate(run.shape(), Math.round(run.warmup() * steps), steps);
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                int end = Math.min(size, (step + 1) * run.batch());
                losses.add(trainer.step(run.sequences().subList(step * run.batch(), end), rate.factor(step))
                        .lossNats());
                String name = run.saves().get(end);
                if (name != null) {
                    Files.createDirectories(folder.resolve(name));
                    trainer.checkpoint(model(name), text.tokenizerFile(), inside -> {});
                    note(name, end, losses, began);
                }
            }
        }
    }

    private void note(String name, int sequences, List<Double> losses, long began) throws IOException {
        double last = losses.subList(losses.size() - Math.max(1, losses.size() / 10), losses.size()).stream()
                .mapToDouble(l -> l)
                .average()
                .orElse(Double.NaN);
        double seconds = (System.nanoTime() - began) / 1e9;
        AtomicOutput.write(
                folder.resolve(name).resolve("training.txt"),
                String.format(Locale.ROOT, "%d sequences, %.1f s, last tenth %.3f nats%n", sequences, seconds, last)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private CausalTrainer trainer(Run run) throws IOException {
        return switch (run.start()) {
            case FRESH -> {
                LlamaConfig shape = new LlamaConfig(
                        text.vocabularySize(), 64, 128, 2, 4, 4, OrderCorpus.LENGTH, 10_000, 1e-5, true, 0);
                long weights =
                        RandomStream.of(run.weights(), "weights of orders").nextLong();
                yield CausalTrainer.fresh(runtime, shape, weights, ADAM);
            }
            case WEIGHTS -> {
                try (Checkpoint start = Checkpoint.load(runtime, model(run.from()))) {
                    yield CausalTrainer.from(runtime, start, ADAM);
                }
            }
            case OPTIMISER -> CausalTrainer.resume(runtime, model(run.from()), ADAM);
        };
    }

    /** A model with rounded weights. */
    void round(String from, int bits, String name) throws IOException {
        new WeightRounding(bits).round(model(from), folder.resolve(name));
    }

    /** A model whose weights are those of two, mixed. */
    void mix(String first, double share, String second, String name) throws IOException {
        new WeightMixture(share).mix(model(first), model(second), model(name));
    }

    /** Texts that a model writes after the begin token, each of the length of a document. */
    List<int[]> write(String name, int count, long seed) throws IOException {
        List<TokenPrompt> prompts = IntStream.range(0, count)
                .mapToObj(i -> new TokenPrompt("t" + i, 0, new int[] {0}))
                .toList();
        GenerationOptions options = new GenerationOptions(OrderCorpus.LENGTH - 1, 1, 1, seed);
        try (Checkpoint checkpoint = Checkpoint.load(runtime, model(name));
                DjlTextGenerator generator = new DjlTextGenerator(checkpoint)) {
            return generator.generateTokens(prompts, options).stream()
                    .map(c -> IntStream.concat(IntStream.of(0), IntStream.of(c.tokens()))
                            .toArray())
                    .filter(t -> t.length > 1)
                    .toList();
        }
    }

    /** Mean log-likelihood (nats a token) of every document; kept beside the model. */
    double[] score(String name, List<int[]> documents) throws IOException {
        Path file = folder.resolve(name).resolve("scores.csv");
        if (!Files.exists(file)) {
            List<String> lines = new ArrayList<>();
            try (Checkpoint checkpoint = Checkpoint.load(runtime, model(name));
                    DjlTokenScorer scorer = new DjlTokenScorer(checkpoint, DjlTokenScorer.Options.defaults())) {
                for (int from = 0; from < documents.size(); from += WINDOW) {
                    List<Document> window = documents.subList(from, Math.min(documents.size(), from + WINDOW)).stream()
                            .map(d -> new Document("d", "", d, null, null, null, Map.of()))
                            .toList();
                    for (TokenScores scores : scorer.score(window)) {
                        lines.add(String.format(Locale.ROOT, "%.6f", scores.meanNats()));
                    }
                }
            }
            AtomicOutput.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Files.readAllLines(file).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
