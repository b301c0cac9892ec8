package org.palimpsest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;
import org.palimpsest.inference.lab.BpeTrainer;

/** An untrained model on disk, with a BOS token, 120 positions and logits wider than its tokenizer. */
final class SmallModel {
    static final int WIDTH = 320;

    private SmallModel() {}

    static Path write(Path folder) throws IOException {
        Path tokenizer = folder.resolveSibling("tokenizer.json");
        Files.writeString(
                tokenizer,
                BpeTrainer.withDefaults()
                        .withVocabularySize(290)
                        .train(List.of("The state of the Union is strong, and the people are at peace with the world."))
                        .toTokenizerJson());
        LlamaConfig shape = new LlamaConfig(WIDTH, 16, 24, 1, 2, 2, 120, 10_000, 1e-5, true, 0);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, shape, 3, 1e-3)) {
            trainer.save(folder, tokenizer);
        }
        return folder;
    }

    /** Cuts the end off the weights. */
    static Path cut(Path folder) throws IOException {
        Path weights = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        return weights;
    }
}
