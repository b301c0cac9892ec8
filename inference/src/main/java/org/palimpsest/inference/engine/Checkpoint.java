package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.engine.family.Architectures;

/**
 * A model in the Hugging Face layout: a folder with {@code config.json}, {@code model.safetensors} and {@code
 * tokenizer.json}. Weights of 32 bits are mapped from the file, not copied.
 */
public final class Checkpoint implements AutoCloseable {
    private final Path folder;
    private final Architecture config;
    private final DjlTokenizer tokenizer;
    private final NDManager manager;
    private final NDList weights;
    private final String fingerprint;

    private Checkpoint(
            Path folder,
            Architecture config,
            DjlTokenizer tokenizer,
            NDManager manager,
            NDList weights,
            String fingerprint) {
        this.folder = folder;
        this.config = config;
        this.tokenizer = tokenizer;
        this.manager = manager;
        this.weights = weights;
        this.fingerprint = fingerprint;
    }

    /**
     * Opens a model for scoring and generation.
     *
     * @param runtime the engine
     * @param folder the model's folder
     * @return the model; the caller closes it
     * @throws IOException if a file is missing, cut short, of another architecture, or lacks a tensor; the message
     *     names the file, the tensor and both shapes
     */
    public static Checkpoint load(TorchRuntime runtime, Path folder) throws IOException {
        Architecture config = readConfig(folder);
        Map<String, ByteBuffer> numbers = readWeights(folder, config);
        DjlTokenizer tokenizer = DjlTokenizer.load(folder.resolve("tokenizer.json"));
        NDManager manager = runtime.newManager();
        NDList weights = new NDList();
        Map<String, long[]> shapes = config.weights();
        numbers.forEach(
                (name, buffer) -> weights.add(manager.create(buffer, new Shape(shapes.get(name)), DataType.FLOAT32)));
        return new Checkpoint(folder, config, tokenizer, manager, weights, Fingerprint.ofDirectory(folder));
    }

    /**
     * Reads and checks {@code config.json} alone.
     *
     * @param folder the model's folder
     * @return the shape of the model
     * @throws IOException if the file is missing, not JSON, or of another architecture
     */
    public static Architecture readConfig(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    folder.toString(), null, "there is no such folder; a model is a folder with config.json");
        }
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file; a checkpoint needs it");
        }
        try {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            return Architectures.parse(root);
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), 0, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, ByteBuffer> readWeights(Path folder, Architecture config) throws IOException {
        SafeTensorsFile file = SafeTensorsFile.open(folder.resolve("model.safetensors"));
        Map<String, ByteBuffer> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> wanted : config.weights().entrySet()) {
            SafeTensorsFile.Entry entry = file.entries().get(wanted.getKey());
            if (entry == null) {
                throw new CorruptInputException(
                        file.path().toString(),
                        "tensor " + wanted.getKey() + " of shape " + Arrays.toString(wanted.getValue())
                                + " is missing");
            }
            if (!Arrays.equals(entry.shape(), wanted.getValue())) {
                throw new CorruptInputException(
                        file.path().toString(),
                        "tensor " + wanted.getKey() + " must have shape " + Arrays.toString(wanted.getValue())
                                + " by config.json, found " + Arrays.toString(entry.shape()));
            }
            numbers.put(wanted.getKey(), file.floats(wanted.getKey()));
        }
        return numbers;
    }

    /**
     * The shape of the model.
     *
     * @return what {@code config.json} states
     */
    public Architecture config() {
        return config;
    }

    /**
     * The model's own tokenizer.
     *
     * @return the tokenizer, closed with this checkpoint
     */
    public DjlTokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * The model's folder.
     *
     * @return the path it was loaded from
     */
    public Path folder() {
        return folder;
    }

    /**
     * Identifies the model: SHA-256 over the names and contents of its files.
     *
     * @return 64 lower-case hex digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    NDManager manager() {
        return manager;
    }

    NDList weights() {
        return weights;
    }

    /** Frees the weights and the tokenizer. */
    @Override
    public void close() {
        manager.close();
        tokenizer.close();
    }
}
