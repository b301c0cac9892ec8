package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.stats.RandomStream;

/**
 * Trains a small causal model: cross-entropy in nats per token, Adam (betas 0.9 and 0.999, epsilon 1e-8, no weight
 * decay), constant learning rate.
 *
 * <p>Weights start from N(0, 0.02²), norms from 1, drawn in Java from a keyed stream. One step is one call into
 * libtorch. Memory: four numbers a weight, and the activations of one batch.
 */
public final class CausalTrainer implements AutoCloseable {
    private static final double INITIAL_DEVIATION = 0.02;

    private final Architecture architecture;
    private final String config;
    private final NDManager manager;
    private final TorchModule program;
    private final NDList weights;
    private final NDList firstMoments = new NDList();
    private final NDList secondMoments = new NDList();
    private final NDList steps = new NDList();
    private final NDArray learningRate;
    private long stepsTaken;

    private CausalTrainer(
            Architecture architecture, String config, NDManager manager, NDList weights, double learningRate) {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be positive and finite, got " + learningRate);
        }
        this.architecture = architecture;
        this.config = config;
        this.manager = manager;
        this.weights = weights;
        this.program = TorchModule.load(manager, architecture.program());
        for (NDArray weight : weights) {
            firstMoments.add(manager.zeros(weight.getShape()));
            secondMoments.add(manager.zeros(weight.getShape()));
            steps.add(manager.zeros(new Shape()));
        }
        this.learningRate = manager.create((float) learningRate);
    }

    /**
     * A fresh model.
     *
     * @param runtime the engine
     * @param config its shape
     * @param seed of the initial weights
     * @param learningRate of Adam, constant
     * @return a trainer at step 0
     */
    public static CausalTrainer fresh(TorchRuntime runtime, LlamaConfig config, long seed, double learningRate) {
        NDManager manager = runtime.newManager();
        RandomGenerator random = RandomStream.of(seed, "initial weights");
        NDList weights = new NDList();
        config.weights().forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(new Shape(shape).size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = shape.length == 1 ? 1f : (float) (INITIAL_DEVIATION * random.nextGaussian());
            }
            weights.add(manager.create(values, new Shape(shape)));
        });
        return new CausalTrainer(config.architecture(), config.toJson(), manager, weights, learningRate);
    }

    /**
     * Goes on from a checkpoint, with a fresh optimiser.
     *
     * @param runtime the engine
     * @param model where to start; it is copied and may be closed
     * @param learningRate of Adam, constant
     * @return a trainer at step 0
     * @throws IOException if the model's {@code config.json} cannot be read
     */
    public static CausalTrainer from(TorchRuntime runtime, Checkpoint model, double learningRate) throws IOException {
        if (model.precision() != Precision.FP32) {
            throw new IllegalArgumentException("a model is trained in FP32, got one loaded in " + model.precision());
        }
        String config = Files.readString(model.folder().resolve("config.json"));
        NDManager manager = runtime.newManager();
        NDList weights = new NDList();
        for (NDArray weight : model.weights()) {
            weights.add(manager.create(weight.toFloatArray(), weight.getShape()));
        }
        return new CausalTrainer(model.config(), config, manager, weights, learningRate);
    }

    /**
     * One step of Adam on a batch.
     *
     * @param sequences token ids, each of 2 to {@code maxPositions + 1}; every token but the first is predicted
     * @return the loss before the step: mean nats per predicted token
     * @throws EngineFailure if the loss is not finite: the model has diverged and is worthless
     */
    public double step(List<int[]> sequences) {
        checkTokens(sequences);
        TokenBatch batch = TokenBatch.of(sequences);
        try (NDManager scope = manager.newSubManager()) {
            NDArray loss = program.call(
                            "train",
                            TorchModule.Mode.GRADIENTS,
                            List.of(
                                    TorchModule.Argument.of(batch.inputs(scope)),
                                    TorchModule.Argument.of(batch.realRows(scope)),
                                    TorchModule.Argument.of(batch.realTargets(scope)),
                                    TorchModule.Argument.of(learningRate),
                                    TorchModule.Argument.of(weights),
                                    TorchModule.Argument.of(firstMoments),
                                    TorchModule.Argument.of(secondMoments),
                                    TorchModule.Argument.of(steps)))
                    .singletonOrThrow();
            double value = loss.toFloatArray()[0];
            if (!Double.isFinite(value)) {
                throw new EngineFailure("the loss became " + value + " at step " + stepsTaken
                        + ": the model diverged; lower the learning rate");
            }
            stepsTaken++;
            return value;
        }
    }

    /**
     * Loss and gradients of a batch, without a step.
     *
     * @param sequences token ids as for {@link #step}
     * @return the loss (one number) under the name {@code loss}, and the gradient of every weight under its name
     */
    public Map<String, float[]> gradients(List<int[]> sequences) {
        checkTokens(sequences);
        TokenBatch batch = TokenBatch.of(sequences);
        try (NDManager scope = manager.newSubManager()) {
            NDList result = program.call(
                    "gradients",
                    TorchModule.Mode.GRADIENTS,
                    List.of(
                            TorchModule.Argument.of(batch.inputs(scope)),
                            TorchModule.Argument.of(batch.realRows(scope)),
                            TorchModule.Argument.of(batch.realTargets(scope)),
                            TorchModule.Argument.of(weights)));
            Map<String, float[]> named = new LinkedHashMap<>();
            named.put("loss", result.get(0).toFloatArray());
            int next = 1;
            for (String name : architecture.weights().keySet()) {
                named.put(name, result.get(next++).toFloatArray());
            }
            return named;
        }
    }

    private void checkTokens(List<int[]> sequences) {
        for (int[] sequence : sequences) {
            if (sequence.length < 2 || sequence.length - 1 > architecture.maxPositions()) {
                throw new IllegalArgumentException("a sequence must have 2 to " + (architecture.maxPositions() + 1)
                        + " tokens, got " + sequence.length);
            }
            for (int token : sequence) {
                if (token < 0 || token >= architecture.vocabularySize()) {
                    throw new IllegalArgumentException(
                            "a token must be in [0, " + architecture.vocabularySize() + "), got " + token);
                }
            }
        }
    }

    /**
     * Saves the model in the Hugging Face layout; the folder appears whole or not at all.
     *
     * @param folder where; an existing one is replaced
     * @param tokenizer the {@code tokenizer.json} to put beside the weights
     * @throws IOException if the folder cannot be written
     */
    public void save(Path folder, Path tokenizer) throws IOException {
        Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, long[]> entry : architecture.weights().entrySet()) {
            float[] values = weights.get(next++).toFloatArray();
            tensors.put(entry.getKey(), new SafeTensorsWriter.Tensor(entry.getValue(), values));
        }
        AtomicOutput.directory(folder, Existing.REPLACE, inside -> {
            AtomicOutput.write(inside.resolve("model.safetensors"), out -> SafeTensorsWriter.write(out, tensors));
            Files.writeString(inside.resolve("config.json"), config);
            Files.copy(tokenizer, inside.resolve("tokenizer.json"));
        });
    }

    /** Frees the weights and the optimiser's state. */
    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
