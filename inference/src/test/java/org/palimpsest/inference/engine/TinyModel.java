package org.palimpsest.inference.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.palimpsest.inference.lab.BpeTrainer;
import org.palimpsest.stats.RandomStream;

/** Small models with random weights on disk, for tests. */
final class TinyModel {
    static final List<String> TEXTS = List.of(
            "Fellow citizens of the Senate and of the House of Representatives, I embrace with great satisfaction",
            "The state of the Union is strong, and the people of the United States are at peace with the world.");

    private TinyModel() {}

    static LlamaConfig config(int keyValueHeads, boolean tied) {
        return new LlamaConfig(300, 16, 24, 2, 4, keyValueHeads, 40, 10_000, 1e-5, tied, 0);
    }

    static Path tokenizer(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        if (!Files.exists(file)) {
            Files.writeString(
                    file,
                    BpeTrainer.withDefaults()
                            .withVocabularySize(280)
                            .train(TEXTS)
                            .toTokenizerJson());
        }
        return file;
    }

    static Map<String, float[]> weights(LlamaConfig config, long seed) {
        RandomGenerator random = RandomStream.of(seed, "tiny weights");
        Map<String, float[]> weights = new LinkedHashMap<>();
        config.weights().forEach((name, shape) -> {
            float[] values = new float[(int) new ai.djl.ndarray.types.Shape(shape).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((shape.length == 1 ? 1 : 0) + 0.3 * random.nextGaussian());
            }
            weights.put(name, values);
        });
        return weights;
    }

    static Path write(Path folder, LlamaConfig config, Map<String, float[]> weights) throws IOException {
        Files.createDirectories(folder);
        tokenizer(folder);
        Files.writeString(folder.resolve("config.json"), config.toJson());
        Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, values) -> tensors.put(
                name,
                new SafeTensorsWriter.Tensor(
                        Objects.requireNonNull(config.weights().get(name)), values)));
        try (var out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            SafeTensorsWriter.write(out, tensors);
        }
        return folder;
    }

    static int[] tokens(int length, int vocabulary, long seed) {
        RandomGenerator random = RandomStream.of(seed, "tiny tokens");
        return random.ints(length, 0, vocabulary).toArray();
    }
}
