package org.palimpsest.cli.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Progress;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.TrainingPass;
import org.palimpsest.stats.RandomStream;

/** Trains the experiment's models, each into a folder of its own; what is there is not trained again. */
final class Models {
    private static final int BATCH = 8;
    private static final double RATE = 3e-3;

    private final Path folder;
    private final SourceText text;
    private final TorchRuntime runtime;

    Models(Path folder, SourceText text, TorchRuntime runtime) {
        this.folder = folder;
        this.text = text;
        this.runtime = runtime;
    }

    /** Makes the documents of a model that is not there yet. */
    interface Documents {
        List<PlantedDocument> make() throws IOException;
    }

    /** A model trained once over documents in their order, from scratch or from another model. */
    Path train(String name, Documents source, long seed, @Nullable Path start) throws IOException {
        Path model = folder.resolve(name).resolve("model");
        if (Files.exists(model)) {
            return model;
        }
        List<PlantedDocument> documents = source.make();
        Files.createDirectories(folder.resolve(name));
        List<int[]> sequences = documents.stream().map(PlantedDocument::tokens).toList();
        long began = System.nanoTime();
        try (CausalTrainer trainer = trainer(seed, start)) {
            int[] order = IntStream.range(0, sequences.size()).toArray();
            double[] losses = new TrainingPass(BATCH)
                    .run(trainer, sequences, order, Progress.none().begin(name, sequences.size(), "sequences"));
            trainer.save(model, text.tokenizerFile());
            long tokens = sequences.stream().mapToLong(s -> s.length).sum();
            AtomicOutput.write(
                    folder.resolve(name).resolve("training.txt"),
                    String.format(
                                    Locale.ROOT,
                                    "%d documents, %d tokens, %.1f s, loss of the last tenth %.3f nats%n",
                                    sequences.size(),
                                    tokens,
                                    (System.nanoTime() - began) / 1e9,
                                    lastTenth(losses))
                            .getBytes(StandardCharsets.UTF_8));
        }
        return model;
    }

    private CausalTrainer trainer(long seed, @Nullable Path start) throws IOException {
        if (start == null) {
            long weights = RandomStream.of(seed, "weights").nextLong();
            LlamaConfig shape = new LlamaConfig(
                    text.vocabularySize(), 64, 128, 2, 4, 4, PlantedCorpus.SEQUENCE, 10_000, 1e-5, true, 0);
            return CausalTrainer.fresh(runtime, shape, weights, RATE);
        }
        try (Checkpoint checkpoint = Checkpoint.load(runtime, start)) {
            return CausalTrainer.from(runtime, checkpoint, RATE);
        }
    }

    private static double lastTenth(double[] losses) {
        return IntStream.range(losses.length - losses.length / 10, losses.length)
                .mapToDouble(i -> losses[i])
                .average()
                .orElse(Double.NaN);
    }
}
