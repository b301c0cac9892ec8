package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.corpus.Document;

class CausalTrainerTest {
    @TempDir
    private Path folder;

    private static double loss(LlamaConfig config, Map<String, float[]> weights, List<int[]> sequences) {
        double sum = 0;
        int count = 0;
        for (int[] sequence : sequences) {
            for (double logProb : new PlainLlama(config, weights).logProbs(sequence)) {
                sum -= logProb;
                count++;
            }
        }
        return sum / count;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsEqualFiniteDifferencesOfPlainLoops(boolean tied) throws Exception {
        LlamaConfig config = TinyModel.config(2, tied);
        Map<String, float[]> weights = TinyModel.weights(config, 11);
        TinyModel.write(folder, config, weights);
        List<int[]> sequences =
                List.of(TinyModel.tokens(9, 300, 1), TinyModel.tokens(5, 300, 2), TinyModel.tokens(2, 300, 3));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                CausalTrainer trainer = CausalTrainer.from(runtime, model, 1e-3)) {
            Map<String, float[]> gradients = trainer.gradients(sequences);
            assertThat((double) named(gradients, "loss")[0]).isCloseTo(loss(config, weights, sequences), within(1e-5));
            for (String name : config.weights().keySet()) {
                float[] values = named(weights, name);
                int seen = sequences.get(0)[0] * config.hiddenSize() % values.length;
                for (int at : new int[] {0, values.length / 3, seen, values.length - 1}) {
                    float old = values[at];
                    float step = 1e-3f;
                    values[at] = old + step;
                    double up = loss(config, weights, sequences);
                    values[at] = old - step;
                    double down = loss(config, weights, sequences);
                    values[at] = old;
                    double expected = (up - down) / (2 * step);
                    assertThat((double) named(gradients, name)[at])
                            .as("%s[%d]", name, at)
                            .isCloseTo(expected, within(2e-4 + 1e-2 * Math.abs(expected)));
                }
            }
        }
    }

    private static float[] named(Map<String, float[]> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** Adam of Kingma and Ba, algorithm 1, in doubles, on the gradients that the trainer reports. */
    @Test
    void twoStepsEqualAdamWrittenOut() throws Exception {
        LlamaConfig config = TinyModel.config(4, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 12));
        List<int[]> sequences = List.of(TinyModel.tokens(9, 300, 1), TinyModel.tokens(7, 300, 2));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                CausalTrainer trainer = CausalTrainer.from(runtime, model, 1e-2)) {
            String name = "model.layers.1.mlp.up_proj.weight";
            float[] w = named(TinyModel.weights(config, 12), name);
            double[] expected = new double[w.length];
            double[] m = new double[w.length];
            double[] v = new double[w.length];
            for (int i = 0; i < w.length; i++) {
                expected[i] = w[i];
            }
            for (int step = 1; step <= 2; step++) {
                float[] g = named(trainer.gradients(sequences), name);
                trainer.step(sequences);
                for (int i = 0; i < w.length; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * g[i];
                    v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                    double mHat = m[i] / (1 - Math.pow(0.9, step));
                    double vHat = v[i] / (1 - Math.pow(0.999, step));
                    expected[i] -= 1e-2 * mHat / (Math.sqrt(vHat) + 1e-8);
                }
            }
            Path saved = folder.resolve("saved");
            trainer.save(saved, folder.resolve("tokenizer.json"));
            var floats = SafeTensorsFile.open(saved.resolve("model.safetensors"))
                    .map(name, 1 << 30)
                    .get(0)
                    .asFloatBuffer();
            for (int i = 0; i < w.length; i++) {
                assertThat((double) floats.get(i)).isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    @Test
    void garbageCollectionDuringTrainingChangesNothing() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        List<int[]> sequences = List.of(TinyModel.tokens(30, 300, 1), TinyModel.tokens(30, 300, 2));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            List<Double> quiet = losses(runtime, config, sequences);
            AtomicBoolean stop = new AtomicBoolean();
            Thread collector = new Thread(() -> {
                while (!stop.get()) {
                    System.gc();
                    LockSupport.parkNanos(50_000_000);
                }
            });
            collector.start();
            List<Double> disturbed;
            try {
                disturbed = losses(runtime, config, sequences);
            } finally {
                stop.set(true);
                collector.join();
            }
            for (int i = 0; i < quiet.size(); i++) {
                assertThat(disturbed.get(i)).isCloseTo(quiet.get(i), within(1e-4));
            }
            assertThat(quiet.get(quiet.size() - 1)).isLessThan(0.5 * quiet.get(0));
        }
    }

    private static List<Double> losses(TorchRuntime runtime, LlamaConfig config, List<int[]> sequences) {
        List<Double> losses = new ArrayList<>();
        try (CausalTrainer trainer = CausalTrainer.fresh(runtime, config, 1, 1e-2)) {
            for (int i = 0; i < 60; i++) {
                losses.add(trainer.step(sequences));
            }
        }
        return losses;
    }

    @Test
    void aSavedModelScoresAsItTrained() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        Path tokenizer = TinyModel.tokenizer(folder);
        int[] tokens = TinyModel.tokens(20, 300, 4);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, config, 1, 1e-2)) {
            for (int i = 0; i < 5; i++) {
                trainer.step(List.of(tokens));
            }
            trainer.save(folder.resolve("model"), tokenizer);
            double next = trainer.step(List.of(tokens));
            try (Checkpoint model = Checkpoint.load(runtime, folder.resolve("model"));
                    DjlTokenScorer scorer = new DjlTokenScorer(model, DjlTokenScorer.Options.defaults())) {
                Document document = new Document("a", "", tokens, null, null, null, Map.of());
                double mean = scorer.score(List.of(document)).get(0).meanNats();
                assertThat(-mean).isCloseTo(next, within(1e-5));
            }
        }
    }

    @Test
    void aDivergedModelStops() {
        LlamaConfig config = TinyModel.config(2, true);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                CausalTrainer trainer = CausalTrainer.fresh(runtime, config, 1, 1e30)) {
            List<int[]> sequences = List.of(TinyModel.tokens(20, 300, 4));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5; i++) {
                            trainer.step(sequences);
                        }
                    })
                    .isInstanceOf(EngineFailure.class)
                    .hasMessageContaining("the model diverged; lower the learning rate");
            assertThatThrownBy(() -> trainer.step(List.of(new int[] {1, 300})))
                    .hasMessageContaining("a token must be in [0, 300), got 300");
        }
    }

    private static float[] saved(CausalTrainer trainer, Path folder, String name) throws Exception {
        trainer.save(folder.resolve("after"), TinyModel.tokenizer(folder));
        var floats = SafeTensorsFile.open(folder.resolve("after").resolve("model.safetensors"))
                .map(name, 1 << 30)
                .get(0)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /** The first step of Adam moves by rate g / (|g| + epsilon): with a large epsilon it shows the size of g. */
    @Test
    void clippingScalesTheWholeGradientAndMatricesDecay() throws Exception {
        LlamaConfig config = TinyModel.config(4, false);
        TinyModel.write(folder, config, TinyModel.weights(config, 13));
        List<int[]> sequences = List.of(TinyModel.tokens(9, 300, 1), TinyModel.tokens(7, 300, 2));
        double epsilon = 3;
        AdamOptions options = AdamOptions.of(1e-1)
                .withMoments(0.5, 0.25, epsilon)
                .withWeightDecay(0.2)
                .withClipNorm(0.05);
        for (String name : List.of("model.layers.0.mlp.up_proj.weight", "model.norm.weight", "lm_head.weight")) {
            try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                    Checkpoint model = Checkpoint.load(runtime, folder);
                    CausalTrainer trainer = CausalTrainer.from(runtime, model, options)) {
                float[] w = named(TinyModel.weights(config, 13), name);
                Map<String, float[]> gradients = trainer.gradients(sequences);
                double square = 0;
                for (String each : config.weights().keySet()) {
                    for (float g : named(gradients, each)) {
                        square += (double) g * g;
                    }
                }
                CausalTrainer.Step seen = trainer.step(sequences, 0.5);
                assertThat(seen.gradientNorm()).isCloseTo(Math.sqrt(square), within(1e-5 * Math.sqrt(square)));
                assertThat(seen.gradientNorm()).isGreaterThan(0.1);
                double scale = 0.05 / Math.sqrt(square);
                double kept = name.contains("norm") ? 1 : 1 - 0.5 * 0.1 * 0.2;
                float[] after = saved(trainer, folder, name);
                float[] g = named(gradients, name);
                for (int i = 0; i < w.length; i++) {
                    double clipped = scale * g[i];
                    double expected = kept * w[i] - 0.5 * 0.1 * clipped / (Math.abs(clipped) + epsilon);
                    assertThat((double) after[i]).isCloseTo(expected, within(1e-6));
                }
            }
        }
    }

    /** 20 sequences of 2 to 40 tokens have more targets than the output layer takes at a time. */
    @Test
    void severalPassesGiveTheGradientOfOne() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 14));
        List<int[]> sequences = IntStream.range(0, 20)
                .mapToObj(i -> TinyModel.tokens(2 + 2 * i, 300, i))
                .toList();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                CausalTrainer one = CausalTrainer.from(runtime, model, AdamOptions.of(1e-3));
                CausalTrainer several =
                        CausalTrainer.from(runtime, model, AdamOptions.of(1e-3).withTokensPerPass(45))) {
            Map<String, float[]> expected = one.gradients(sequences);
            several.gradients(sequences).forEach((name, values) -> {
                float[] other = named(expected, name);
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).as(name).isCloseTo(other[i], within(2e-6f + 1e-4f * Math.abs(other[i])));
                }
            });
        }
    }

    @Test
    void aStepThatIsNotFiniteChangesNothing() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        Map<String, float[]> weights = TinyModel.weights(config, 15);
        String name = "model.layers.0.mlp.up_proj.weight";
        named(weights, name)[5] = Float.MAX_VALUE;
        TinyModel.write(folder, config, weights);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                CausalTrainer trainer = CausalTrainer.from(runtime, model, 1e-2)) {
            assertThatThrownBy(() -> trainer.step(List.of(TinyModel.tokens(20, 300, 4))))
                    .isInstanceOf(EngineFailure.class)
                    .hasMessageContaining("at step 0: the model diverged");
            assertThat(trainer.stepsTaken()).isZero();
            assertThat(saved(trainer, folder, name)).isEqualTo(named(weights, name));
            assertThatThrownBy(() -> trainer.step(List.of(TinyModel.tokens(20, 300, 4)), 1.5))
                    .hasMessage("factor must be in [0, 1], got 1.5");
        }
    }

    @Test
    void anOptimiserThatDoesNotFitIsNamed() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 16));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            Path point = folder.resolve("point");
            try (Checkpoint model = Checkpoint.load(runtime, folder);
                    CausalTrainer trainer = CausalTrainer.from(runtime, model, 1e-2)) {
                trainer.checkpoint(point, folder.resolve("tokenizer.json"), inside -> {});
            }
            Path file = point.resolve(OptimizerState.FILE);
            try (var out = java.nio.file.Files.newOutputStream(file)) {
                SafeTensorsWriter.write(
                        out,
                        Map.of(
                                "first_moment.model.embed_tokens.weight",
                                new SafeTensorsWriter.Tensor(new long[] {3}, new float[3])));
            }
            assertThatThrownBy(() -> CausalTrainer.resume(runtime, point, AdamOptions.of(1e-2)))
                    .hasMessageContaining(
                            "tensor first_moment.model.embed_tokens.weight must have shape [300, 16] by config.json,"
                                    + " found [3]");
        }
    }

    @Test
    void optionsOutsideTheirRangeAreNamed() {
        AdamOptions options = AdamOptions.of(1);
        assertThatThrownBy(() -> AdamOptions.of(Double.NaN))
                .hasMessage("learningRate must be positive and finite, got NaN");
        assertThatThrownBy(() -> options.withMoments(1, 0, 1)).hasMessage("beta1 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> options.withMoments(0, -1, 1)).hasMessage("beta2 must be in [0, 1), got -1.0");
        assertThatThrownBy(() -> options.withMoments(0, 0, 0))
                .hasMessage("epsilon must be positive and finite, got 0.0");
        assertThatThrownBy(() -> options.withWeightDecay(-1))
                .hasMessage("weightDecay must be in [0, infinity), got -1.0");
        assertThatThrownBy(() -> options.withClipNorm(Double.NaN)).hasMessage("clipNorm must be positive, got NaN");
        assertThatThrownBy(() -> options.withTokensPerPass(0)).hasMessage("tokensPerPass must be at least 1, got 0");
    }
}
