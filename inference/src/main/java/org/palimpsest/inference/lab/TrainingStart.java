package org.palimpsest.inference.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.palimpsest.corpus.run.Fingerprint;
import org.palimpsest.inference.engine.AdamOptions;
import org.palimpsest.inference.engine.CausalTrainer;
import org.palimpsest.inference.engine.Checkpoint;
import org.palimpsest.inference.engine.LlamaConfig;
import org.palimpsest.inference.engine.TorchRuntime;

/** Where the weights of a run come from. */
public sealed interface TrainingStart {
    /**
     * Makes the trainer of the first step.
     *
     * @param runtime the engine
     * @param adam the optimiser
     * @return a trainer that the caller closes
     * @throws IOException if a checkpoint cannot be read
     */
    CausalTrainer open(TorchRuntime runtime, AdamOptions adam) throws IOException;

    /**
     * Tells this start from others, by content.
     *
     * @return kind and fingerprint
     * @throws IOException if a checkpoint cannot be read
     */
    String identity() throws IOException;

    /**
     * Random weights.
     *
     * @param shape of the model
     * @param seed of the weights
     */
    record Fresh(LlamaConfig shape, long seed) implements TrainingStart {
        @Override
        public CausalTrainer open(TorchRuntime runtime, AdamOptions adam) {
            return CausalTrainer.fresh(runtime, shape, seed, adam);
        }

        @Override
        public String identity() {
            return "fresh " + seed + " " + Fingerprint.sha256(shape.toJson());
        }
    }

    /**
     * The weights of a model, with a fresh optimiser at step 0: fine-tuning.
     *
     * @param folder of the model
     */
    record Model(Path folder) implements TrainingStart {
        @Override
        public CausalTrainer open(TorchRuntime runtime, AdamOptions adam) throws IOException {
            try (Checkpoint model = Checkpoint.load(runtime, folder)) {
                return CausalTrainer.from(runtime, model, adam);
            }
        }

        @Override
        public String identity() throws IOException {
            return "model " + Fingerprint.ofDirectory(folder);
        }
    }

    /**
     * Weights, optimiser and step of a checkpoint of a run: the same run goes on.
     *
     * @param folder of the checkpoint
     */
    record Resume(Path folder) implements TrainingStart {
        @Override
        public CausalTrainer open(TorchRuntime runtime, AdamOptions adam) throws IOException {
            return CausalTrainer.resume(runtime, folder, adam);
        }

        @Override
        public String identity() throws IOException {
            return "checkpoint " + Fingerprint.ofDirectory(folder);
        }
    }
}
