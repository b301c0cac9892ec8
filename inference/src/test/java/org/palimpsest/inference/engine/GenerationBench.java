package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.generation.Continuation;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.NextTokenLaw;
import org.palimpsest.inference.generation.Sampling;
import org.palimpsest.inference.generation.TokenPrompt;

/**
 * How much faster a cache and batches write than reading each text again at every step; random weights in Llama's layout.
 * Arguments: new tokens (512), width (128), layers (4), texts side by side (8), rounds (3), file for the results. The three
 * ways take turns in every round, and their texts are compared.
 */
final class GenerationBench {
    private GenerationBench() {}

    public static void main(String[] args) throws IOException {
        int count = argument(args, 0, 512);
        int width = argument(args, 1, 128);
        int layers = argument(args, 2, 4);
        int texts = argument(args, 3, 8);
        int rounds = argument(args, 4, 3);
        LlamaConfig shape = new LlamaConfig(
                4096, width, width * 8 / 3 / 8 * 8, layers, width / 32, width / 32, count + 16, 10_000, 1e-5, true, -1);
        Path folder = TinyModel.write(Files.createTempDirectory("bench"), shape, TinyModel.weights(shape, 1));
        List<TokenPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            prompts.add(new TokenPrompt("p" + i, 0, TinyModel.tokens(16 - i % 8, 4096, i)));
        }
        List<String> lines = new ArrayList<>();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                TorchModule program =
                        TorchModule.load(model.manager(), model.config().program());
                DjlTextGenerator generator = new DjlTextGenerator(model)) {
            generator.generateTokens(prompts, GenerationOptions.greedy(8));
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                int[] plain = uncached(model, program, prompts.get(0).tokens(), count);
                long read = System.nanoTime();
                Continuation single = generator
                        .generateTokens(prompts.subList(0, 1), GenerationOptions.greedy(count))
                        .get(0);
                long cached = System.nanoTime();
                List<Continuation> together = generator.generateTokens(prompts, GenerationOptions.greedy(count));
                long batched = System.nanoTime();
                double a = count / (read - start * 1.0) * 1e9;
                double b = count / (cached - read * 1.0) * 1e9;
                double c = (double) count * texts / (batched - cached) * 1e9;
                lines.add(String.format(
                        Locale.ROOT,
                        "%d new tokens, width %d, %d layers: again %.0f tokens/s, cached %.0f (%.1f x), cached and %d side by"
                                + " side %.0f (%.1f x); same text: %s and %s, smallest gap %.2g",
                        count,
                        width,
                        layers,
                        a,
                        b,
                        b / a,
                        texts,
                        c,
                        c / a,
                        Arrays.equals(plain, single.tokens()),
                        Arrays.equals(plain, together.get(0).tokens()),
                        single.smallestGap()));
            }
        }
        Files.write(Path.of(args.length > 5 ? args[5] : "generation-bench.txt"), lines);
    }

    private static int argument(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    private static int[] uncached(Checkpoint model, TorchModule program, int[] prompt, int count) {
        int[] read = Arrays.copyOf(prompt, prompt.length + count);
        for (int length : IntStream.range(prompt.length, read.length).toArray()) {
            try (NDManager scope = model.manager().newSubManager()) {
                TokenBatch batch = TokenBatch.of(List.of(Arrays.copyOf(read, length + 1)));
                float[][] logits = LogitRows.of(program.call(
                                "next",
                                TorchModule.Mode.INFERENCE,
                                List.of(
                                        Argument.of(batch.inputs(scope)),
                                        Argument.of(scope.create(new long[] {length - 1})),
                                        Argument.of(model.weights())))
                        .singletonOrThrow());
                read[length] = NextTokenLaw.of(logits[0], Sampling.greedy()).likeliest();
            }
        }
        return Arrays.copyOfRange(read, prompt.length, read.length);
    }
}
