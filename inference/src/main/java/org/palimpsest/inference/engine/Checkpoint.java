package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.corpus.JsonValues;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.inference.engine.family.Architectures;

/**
 * A model in the Hugging Face layout: a folder with {@code config.json}, {@code model.safetensors} (or its shards and
 * their {@code model.safetensors.index.json}) and {@code tokenizer.json}.
 *
 * <p>Weights that are stored in 32 bits are mapped from the file, not copied, so opening a model costs little. The
 * tokenizer and the fingerprint are made when first asked for: a model that scores token ids needs neither.
 */
public final class Checkpoint implements AutoCloseable {
    private static final String TOKENIZER = "tokenizer.json";

    private final Path folder;
    private final Architecture config;
    private final Precision precision;
    private final NDManager manager;
    private final NDList weights;
    private @Nullable DjlTokenizer tokenizer;
    private @Nullable String fingerprint;

    private Checkpoint(Path folder, Architecture config, Precision precision, NDManager manager, NDList weights) {
        this.folder = folder;
        this.config = config;
        this.precision = precision;
        this.manager = manager;
        this.weights = weights;
    }

    /**
     * Opens a model that computes in 32 bits.
     *
     * @param runtime the engine
     * @param folder the model's folder
     * @return the model; the caller closes it
     * @throws IOException as {@link #load(TorchRuntime, Path, Precision)} does
     */
    public static Checkpoint load(TorchRuntime runtime, Path folder) throws IOException {
        return load(runtime, folder, Precision.FP32);
    }

    /**
     * Opens a model.
     *
     * @param runtime the engine
     * @param folder the model's folder
     * @param precision the type of numbers in which it computes, whatever the stored type is
     * @return the model; the caller closes it
     * @throws IOException if a file is missing, cut short, of an unknown architecture, or lacks a tensor; the message
     *     names the file, the tensor and both shapes
     */
    public static Checkpoint load(TorchRuntime runtime, Path folder, Precision precision) throws IOException {
        Architecture config = readConfig(folder);
        var found = WeightFiles.open(folder).find(config);
        NDManager manager = runtime.newManager();
        NDList weights = new NDList();
        boolean loaded = false;
        try (WeightLoader loader = new WeightLoader(manager, precision)) {
            for (WeightFiles.Stored stored : found.values()) {
                weights.add(loader.load(stored));
            }
            loaded = true;
        } finally {
            if (!loaded) {
                manager.close();
            }
        }
        return new Checkpoint(folder, config, precision, manager, weights);
    }

    /**
     * Reads and checks {@code config.json} alone.
     *
     * @param folder the model's folder
     * @return what it describes
     * @throws IOException if the file is missing, not JSON, or of an unknown architecture
     */
    public static Architecture readConfig(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    folder.toString(), null, "there is no such folder; a model is a folder with config.json");
        }
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            Path within = folder.resolve("model");
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file; a checkpoint needs it"
                            + (Files.isRegularFile(within.resolve("config.json"))
                                    ? ". The model of this run is " + within
                                    : ""));
        }
        try {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            return Architectures.parse(root);
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(file.toString(), 0, "is not JSON: " + JsonValues.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new CorruptInputException(file.toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The model as {@code config.json} describes it.
     *
     * @return sizes, special tokens, weights and program; its {@code vocabularySize} is the width of the logits, which may
     *     exceed the tokenizer's (padding)
     */
    public Architecture config() {
        return config;
    }

    /**
     * The type of numbers in which the model computes.
     *
     * @return what it was loaded as
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Whether the folder has a tokenizer. Without one the model scores token ids only.
     *
     * @return true if there is a {@code tokenizer.json}
     */
    public boolean hasTokenizer() {
        return Files.isRegularFile(folder.resolve(TOKENIZER));
    }

    /**
     * The model's own tokenizer, loaded at the first call.
     *
     * @return the tokenizer, closed with this checkpoint
     * @throws UncheckedIOException if {@code tokenizer.json} is missing or broken
     */
    public synchronized DjlTokenizer tokenizer() {
        try {
            if (tokenizer == null) {
                tokenizer = DjlTokenizer.load(folder.resolve(TOKENIZER));
            }
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
     * Identifies the model: SHA-256 over the names and contents of its files, read at the first call.
     *
     * @return 64 lower-case hex digits
     * @throws UncheckedIOException if a file can no longer be read
     */
    public synchronized String fingerprint() {
        try {
            if (fingerprint == null) {
                fingerprint = Fingerprint.ofDirectory(folder);
            }
            return fingerprint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NDManager manager() {
        return manager;
    }

    NDList weights() {
        return weights;
    }

    /** Frees the weights and the tokenizer. */
    @Override
    public synchronized void close() {
        manager.close();
        if (tokenizer != null) {
            tokenizer.close();
        }
    }
}
