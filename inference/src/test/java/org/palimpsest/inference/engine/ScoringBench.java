package org.palimpsest.inference.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palimpsest.corpus.Document;

/**
 * Tokens a second of scoring two texts of 513 tokens. Arguments: {@code ours}, {@code moments} or {@code libtorch}; the folder of a
 * {@link BenchModel}; {@code fp32} or {@code bf16}; threads; repetitions. The first repetition warms up. Prints a line a repetition,
 * then the median and the peak resident memory. {@code src/test/python/alternate.py} runs two such commands in turn.
 */
final class ScoringBench {
    private static final int ROWS = 2;
    private static final int LENGTH = 512;

    private ScoringBench() {}

    /** One repetition; returns something of the result, so that it is computed. */
    @FunctionalInterface
    interface Work {
        double run();
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Precision precision = Precision.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        int repetitions = Integer.parseInt(arguments[4]);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(Integer.parseInt(arguments[3])));
                Checkpoint model = Checkpoint.load(runtime, folder, precision)) {
            int vocabulary = model.config().vocabularySize();
            List<int[]> texts = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                texts.add(TinyModel.tokens(LENGTH + 1, vocabulary, row));
            }
            if (arguments[0].equals("libtorch")) {
                plain(model, texts, repetitions);
            } else {
                ours(model, texts, arguments[0].equals("moments"), repetitions);
            }
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .forEach(System.out::println);
        }
    }

    private static void ours(Checkpoint model, List<int[]> texts, boolean moments, int repetitions) {
        List<Document> documents = texts.stream()
                .map(tokens -> new Document("d", "", tokens, null, null, null, Map.of()))
                .toList();
        DjlTokenScorer.Options options =
                DjlTokenScorer.Options.defaults().with(moments ? ScoringDetail.MOMENTS : ScoringDetail.LIKELIHOODS);
        try (DjlTokenScorer scorer = new DjlTokenScorer(model, options)) {
            measure(
                    repetitions,
                    () -> scorer.score(documents).stream()
                            .mapToDouble(s -> s.sumNats())
                            .sum());
        }
    }

    private static void plain(Checkpoint model, List<int[]> texts, int repetitions) throws IOException {
        JsonNode config = new ObjectMapper()
                .readTree(model.folder().resolve("config.json").toFile());
        String text = PlainNeoX.program(
                model.config().weights(),
                config.path("num_hidden_layers").asInt(),
                config.path("num_attention_heads").asInt(),
                config.path("rotary_pct").asDouble());
        try (TorchModule program = TorchModule.load(model.manager(), text)) {
            measure(repetitions, () -> sum(model, program, texts));
        }
    }

    static double sum(Checkpoint model, TorchModule program, List<int[]> texts) {
        double sum = 0;
        for (float value : plainScores(model, program, texts)) {
            sum += value;
        }
        return sum;
    }

    static float[] plainScores(Checkpoint model, TorchModule program, List<int[]> texts) {
        int length = texts.get(0).length - 1;
        long[] inputs = new long[texts.size() * length];
        long[] targets = new long[inputs.length];
        for (int row = 0; row < texts.size(); row++) {
            for (int i = 0; i < length; i++) {
                inputs[row * length + i] = texts.get(row)[i];
                targets[row * length + i] = texts.get(row)[i + 1];
            }
        }
        Shape shape = new Shape(texts.size(), length);
        try (NDManager scope = model.manager().newSubManager()) {
            return program.call(
                            "score",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    TorchModule.Argument.of(scope.create(inputs, shape)),
                                    TorchModule.Argument.of(scope.create(targets, shape)),
                                    TorchModule.Argument.of(model.weights())))
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    private static void measure(int repetitions, Work work) {
        double[] rates = new double[repetitions - 1];
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            double sum = work.run();
            double rate = ROWS * LENGTH / ((System.nanoTime() - start) / 1e9);
            System.out.println(String.format(Locale.ROOT, "%d: %.1f tokens/s, sum %.4f", i, rate, sum));
            if (i > 0) {
                rates[i - 1] = rate;
            }
        }
        Arrays.sort(rates);
        System.out.println(String.format(Locale.ROOT, "median %.1f tokens/s", rates[rates.length / 2]));
    }
}
