package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.palimpsest.corpus.run.AtomicOutput;
import org.palimpsest.corpus.run.Existing;
import org.palimpsest.corpus.run.IOConsumer;
import org.palimpsest.inference.engine.family.Architecture;
import org.palimpsest.stats.RandomStream;

/**
 * Trains a causal model: cross-entropy in nats per token, Adam as {@link AdamOptions} says, no dropout, 32 bits.
 *
 * <p>Weights start from N(0, 0.02²), norms from 1, drawn in Java from a keyed stream. One step is one call into
 * libtorch. On one thread the same steps give the same bits, also when a run is saved and gone on with. Memory: four
 * numbers a weight, and the activations of one pass.
 */
public final class CausalTrainer implements AutoCloseable {
    private static final double INITIAL_DEVIATION = 0.02;

    private final Architecture architecture;
    private final String config;
    private final NDManager manager;
    private final TorchModule program;
    private final NDList weights;
    private final OptimizerState optimizer;
    private final AdamOptions options;
    private long stepsTaken;

    private CausalTrainer(
            Architecture architecture,
            String config,
            NDList weights,
            OptimizerState optimizer,
            NDManager manager,
            AdamOptions options) {
        this.architecture = architecture;
        this.config = config;
        this.manager = manager;
        this.weights = weights;
        this.optimizer = optimizer;
        this.options = options;
        this.program = TorchModule.load(manager, architecture.program());
        this.stepsTaken = (long) optimizer.taken();
    }

    /**
     * What a step saw.
     *
     * @param lossNats before the step: mean nats per predicted token
     * @param gradientNorm Euclidean norm of the gradient over all weights, before clipping
     */
    public record Step(double lossNats, double gradientNorm) {}

    /**
     * A fresh model under a constant learning rate.
     *
     * @param runtime the engine
     * @param config its shape
     * @param seed of the initial weights
     * @param learningRate of Adam
     * @return a trainer at step 0
     */
    public static CausalTrainer fresh(TorchRuntime runtime, LlamaConfig config, long seed, double learningRate) {
        return fresh(runtime, config, seed, AdamOptions.of(learningRate));
    }

    /**
     * A fresh model.
     *
     * @param runtime the engine
     * @param config its shape
     * @param seed of the initial weights
     * @param options of Adam
     * @return a trainer at step 0
     */
    public static CausalTrainer fresh(TorchRuntime runtime, LlamaConfig config, long seed, AdamOptions options) {
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
        Architecture architecture = config.architecture();
        OptimizerState optimizer = OptimizerState.fresh(manager, architecture.weights());
        return new CausalTrainer(architecture, config.toJson(), weights, optimizer, manager, options);
    }

    /**
     * Goes on from a checkpoint with a fresh optimiser, under a constant learning rate.
     *
     * @param runtime the engine
     * @param model where to start; it is copied and may be closed
     * @param learningRate of Adam
     * @return a trainer at step 0
     * @throws IOException if the model's {@code config.json} cannot be read
     */
    public static CausalTrainer from(TorchRuntime runtime, Checkpoint model, double learningRate) throws IOException {
        return from(runtime, model, AdamOptions.of(learningRate));
    }

    /**
     * Goes on from a checkpoint with a fresh optimiser.
     *
     * @param runtime the engine
     * @param model where to start; it is copied and may be closed
     * @param options of Adam
     * @return a trainer at step 0
     * @throws IOException if the model's {@code config.json} cannot be read
     */
    public static CausalTrainer from(TorchRuntime runtime, Checkpoint model, AdamOptions options) throws IOException {
        NDManager manager = runtime.newManager();
        OptimizerState optimizer = OptimizerState.fresh(manager, model.config().weights());
        return of(manager, model, optimizer, options);
    }

    /**
     * Goes on exactly where {@link #checkpoint} was called: weights, both moments and the number of steps are those of
     * then.
     *
     * @param runtime the engine
     * @param folder what {@code checkpoint} wrote
     * @param options of Adam; those of then, for the same steps
     * @return a trainer at the step of then
     * @throws IOException if a file is missing or corrupt
     */
    public static CausalTrainer resume(TorchRuntime runtime, Path folder, AdamOptions options) throws IOException {
        try (Checkpoint model = Checkpoint.load(runtime, folder)) {
            NDManager manager = runtime.newManager();
            boolean opened = false;
            try {
                OptimizerState optimizer =
                        OptimizerState.read(manager, model.config().weights(), folder);
                CausalTrainer trainer = of(manager, model, optimizer, options);
                opened = true;
                return trainer;
            } finally {
                if (!opened) {
                    manager.close();
                }
            }
        }
    }

    private static CausalTrainer of(NDManager manager, Checkpoint model, OptimizerState optimizer, AdamOptions options)
            throws IOException {
        if (model.precision() != Precision.FP32) {
            throw new IllegalArgumentException("a model is trained in FP32, got one loaded in " + model.precision());
        }
        String config = Files.readString(model.folder().resolve("config.json"));
        NDList weights = new NDList();
        for (NDArray weight : model.weights()) {
            weights.add(manager.create(weight.toFloatArray(), weight.getShape()));
        }
        return new CausalTrainer(model.config(), config, weights, optimizer, manager, options);
    }

    /**
     * One step of Adam on a batch, at the full learning rate.
     *
     * @param sequences token ids, each of 2 to {@code maxPositions + 1}; every token but the first is predicted
     * @return the loss before the step: mean nats per predicted token
     * @throws EngineFailure as {@link #step(List, double)} does
     */
    public double step(List<int[]> sequences) {
        return step(sequences, 1).lossNats();
    }

    /**
     * One step of Adam on a batch.
     *
     * @param sequences token ids, each of 2 to {@code maxPositions + 1}; every token but the first is predicted
     * @param factor of the learning rate in this step, in [0, 1]
     * @return what the step saw
     * @throws EngineFailure if loss or gradient is not finite: the model has diverged; its weights stay as they were
     */
    public Step step(List<int[]> sequences, double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be in [0, 1], got " + factor);
        }
        try (NDManager scope = manager.newSubManager()) {
            List<TorchModule.Argument> arguments = new ArrayList<>();
            arguments.add(TorchModule.Argument.of(scope.create(options.settings(factor))));
            arguments.add(passes(sequences, scope));
            arguments.add(TorchModule.Argument.of(weights));
            arguments.addAll(optimizer.arguments());
            float[] seen = program.call("train", TorchModule.Mode.GRADIENTS, arguments)
                    .singletonOrThrow()
                    .toFloatArray();
            if (!Float.isFinite(seen[0]) || !Float.isFinite(seen[1])) {
                throw new EngineFailure("the loss became " + seen[0] + " and the norm of the gradient " + seen[1]
                        + " at step " + stepsTaken + ": the model diverged; lower the learning rate");
            }
            stepsTaken++;
            return new Step(seen[0], seen[1]);
        }
    }

    /**
     * Loss and gradients of a batch, without a step.
     *
     * @param sequences token ids as for {@link #step}
     * @return the loss (one number) under the name {@code loss}, and the gradient of every weight under its name
     */
    public Map<String, float[]> gradients(List<int[]> sequences) {
        try (NDManager scope = manager.newSubManager()) {
            NDList result = program.call(
                    "gradients",
                    TorchModule.Mode.GRADIENTS,
                    List.of(passes(sequences, scope), TorchModule.Argument.of(weights)));
            Map<String, float[]> named = new LinkedHashMap<>();
            named.put("loss", result.get(0).toFloatArray());
            int next = 1;
            for (String name : architecture.weights().keySet()) {
                named.put(name, result.get(next++).toFloatArray());
            }
            return named;
        }
    }

    /** The batch as the program takes it: one pass if it fits, else several of similar lengths. */
    private TorchModule.Argument passes(List<int[]> sequences, NDManager scope) {
        checkTokens(sequences);
        int longest = sequences.stream().mapToInt(s -> s.length - 1).max().orElse(0);
        NDList tensors = new NDList();
        if ((long) longest * sequences.size() <= options.tokensPerPass()) {
            TokenBatch.of(sequences).addTo(tensors, scope);
            return TorchModule.Argument.of(tensors);
        }
        List<int[]> sorted = sequences.stream()
                .sorted(Comparator.comparingInt((int[] s) -> -s.length))
                .toList();
        for (int from = 0; from < sorted.size(); ) {
            int rows = Math.max(1, options.tokensPerPass() / (sorted.get(from).length - 1));
            int to = Math.min(sorted.size(), from + rows);
            TokenBatch.of(sorted.subList(from, to)).addTo(tensors, scope);
            from = to;
        }
        return TorchModule.Argument.of(tensors);
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
     * How often Adam has stepped since it was fresh.
     *
     * @return a number of steps
     */
    public long stepsTaken() {
        return stepsTaken;
    }

    /**
     * Saves the model in the Hugging Face layout; the folder appears whole or not at all.
     *
     * @param folder where; an existing one is replaced
     * @param tokenizer the {@code tokenizer.json} to put beside the weights
     * @throws IOException if the folder cannot be written
     */
    public void save(Path folder, Path tokenizer) throws IOException {
        AtomicOutput.directory(folder, Existing.REPLACE, inside -> writeModel(inside, tokenizer));
    }

    /**
     * Saves the model in the Hugging Face layout together with the optimiser, for {@link #resume}; the folder appears
     * whole or not at all.
     *
     * @param folder where; an existing one is replaced
     * @param tokenizer the {@code tokenizer.json} to put beside the weights
     * @param beside writes more files into the folder before it appears
     * @throws IOException if the folder cannot be written
     */
    public void checkpoint(Path folder, Path tokenizer, IOConsumer<Path> beside) throws IOException {
        AtomicOutput.directory(folder, Existing.REPLACE, inside -> {
            writeModel(inside, tokenizer);
            optimizer.write(inside);
            beside.accept(inside);
        });
    }

    private void writeModel(Path inside, Path tokenizer) throws IOException {
        Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, long[]> entry : architecture.weights().entrySet()) {
            float[] values = weights.get(next++).toFloatArray();
            tensors.put(entry.getKey(), new SafeTensorsWriter.Tensor(entry.getValue(), values));
        }
        AtomicOutput.write(inside.resolve("model.safetensors"), out -> SafeTensorsWriter.write(out, tensors));
        Files.writeString(inside.resolve("config.json"), config);
        Files.copy(tokenizer, inside.resolve("tokenizer.json"));
    }

    /** Frees the weights and the optimiser's state. */
    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
