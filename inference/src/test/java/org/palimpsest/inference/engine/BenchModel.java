package org.palimpsest.inference.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.stats.RandomStream;

/**
 * A GPT-NeoX checkpoint of Pythia's shape with random weights, for figures of speed. Arguments: {@code 70m}, {@code 160m} or {@code
 * 1.4b}, and the folder. Heap: 4 bytes a parameter and the writer's copy of the largest tensor.
 */
final class BenchModel {
    private static final Map<String, int[]> SHAPES = Map.of(
            "tiny", new int[] {64, 2, 4, 512},
            "70m", new int[] {512, 6, 8, 50304},
            "160m", new int[] {768, 12, 12, 50304},
            "1.4b", new int[] {2048, 24, 16, 50304});

    private BenchModel() {}

    public static void main(String[] arguments) throws IOException {
        write(arguments[0], Path.of(arguments[1]));
    }

    static Path write(String name, Path folder) throws IOException {
        int[] shape = SHAPES.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("shape must be one of " + SHAPES.keySet() + ", got " + name);
        }
        Files.createDirectories(folder);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", "gpt_neox");
        config.put("hidden_size", shape[0]);
        config.put("intermediate_size", 4 * shape[0]);
        config.put("num_hidden_layers", shape[1]);
        config.put("num_attention_heads", shape[2]);
        config.put("vocab_size", shape[3]);
        config.put("max_position_embeddings", 2048);
        config.put("rotary_pct", 0.25);
        config.put("use_parallel_residual", true);
        config.put("hidden_act", "gelu");
        config.put("layer_norm_eps", 1e-5);
        Files.write(folder.resolve("config.json"), new ObjectMapper().writeValueAsBytes(config));
        Architecture model = Checkpoint.readConfig(folder);
        RandomGenerator random = RandomStream.of(1, "bench weights");
        Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
        model.weights().forEach((weight, size) -> tensors.put(weight, tensor(size, random)));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors")))) {
            SafeTensorsWriter.write(out, tensors);
        }
        return folder;
    }

    private static SafeTensorsWriter.Tensor tensor(long[] shape, RandomGenerator random) {
        int size = 1;
        for (long n : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(n));
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (shape.length == 1 ? 0.5f : 0) + (random.nextFloat() - 0.5f) * 0.07f;
        }
        return new SafeTensorsWriter.Tensor(shape, values);
    }
}
