package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.engine.TorchModule.Mode;

/** Every family against an independent implementation in 64 bits (families/reference.py). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FamiliesTest {
    private final Map<Path, Opened> opened = new HashMap<>();
    private TorchRuntime runtime;

    @BeforeAll
    void start() {
        runtime = TorchRuntime.start(new TorchRuntime.Options(1));
    }

    /** Opens a model in 32 bits at its first use. */
    private Opened open(Path folder) throws IOException {
        Opened model = opened.get(folder);
        if (model == null) {
            model = new Opened(folder, Precision.FP32);
            opened.put(folder, model);
        }
        return model;
    }

    @AfterAll
    void stop() {
        opened.values().forEach(Opened::close);
        runtime.close();
    }

    static Stream<Path> families() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(FamiliesTest.class.getResource("families"))
                .toURI());
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    private static Path folder(String name) throws IOException, URISyntaxException {
        return families().filter(f -> f.endsWith(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("families")
    void equalsTheReference(Path folder) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        Opened model = open(folder);
        List<int[]> texts = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int i = 0; i < expected.path("tokens").size(); i++) {
            int[] tokens = ints(expected.path("tokens").path(i));
            if (tokens.length > 1) {
                texts.add(tokens);
                for (int t = 0; t < tokens.length - 1; t++) {
                    values.add(Stream.of("logprobs", "mean", "sd")
                            .mapToDouble(at(expected, i, t))
                            .toArray());
                }
            }
        }
        NDList moments = model.moments(texts);
        float[] scores = model.scores(texts);
        for (int i = 0; i < values.size(); i++) {
            for (int kind = 0; kind < 3; kind++) {
                assertThat((double) moments.get(kind).getFloat(i))
                        .as("moment %s of token %s", kind, i)
                        .isCloseTo(values.get(i)[kind], within(3e-5));
            }
            assertThat((double) scores[i]).isCloseTo(values.get(i)[0], within(3e-5));
        }
    }

    private static ToDoubleFunction<String> at(JsonNode expected, int text, int token) {
        return name -> expected.path(name).path(text).path(token).asDouble(Double.NaN);
    }

    /** The same numbers from DJL's own operations, one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gpt-neox", "qwen3"})
    void equalsPlainOperations(String name) throws Exception {
        Path folder = folder(name);
        JsonNode config =
                new ObjectMapper().readTree(folder.resolve("config.json").toFile());
        int[] text = TinyModel.tokens(33, 90, 7);
        Opened model = open(folder);
        try (NDManager scope = model.checkpoint.manager().newSubManager()) {
            double[] plain = new PlainNdArrays(scope, folder, config).logProbs(text);
            float[] scores = model.scores(List.of(text));
            for (int i = 0; i < plain.length; i++) {
                assertThat((double) scores[i]).isCloseTo(plain[i], within(2e-5));
            }
        }
    }

    /** Rows of other lengths, read token by token through one cache, go on as each does alone and without a cache. */
    @ParameterizedTest
    @MethodSource("families")
    void theCacheGivesTheGreedyTextOfTheReference(Path folder) throws IOException {
        JsonNode greedy = new ObjectMapper()
                .readTree(folder.resolve("expected.json").toFile())
                .path("greedy");
        int[] prompt = ints(greedy.path("prompt"));
        int[] expected = ints(greedy.path("tokens"));
        int[] longer = IntStream.concat(Arrays.stream(prompt), Arrays.stream(expected, 0, 7))
                .toArray();
        Opened model = open(folder);
        int[][] written = model.greedy(List.of(prompt, longer), expected.length - 7);
        assertThat(written[0]).containsExactly(Arrays.copyOf(expected, expected.length - 7));
        assertThat(written[1]).containsExactly(Arrays.copyOfRange(expected, 7, expected.length));
    }

    @ParameterizedTest
    @MethodSource("families")
    void neighboursInTheBatchDoNotMatter(Path folder) throws IOException {
        List<int[]> texts = IntStream.of(31, 2, 17, 9, 40, 40, 39, 38, 40, 37)
                .mapToObj(length -> TinyModel.tokens(length, 90, length))
                .toList();
        Opened model = open(folder);
        float[] together = model.scores(texts);
        int next = 0;
        for (int[] text : texts) {
            for (float alone : model.scores(List.of(text))) {
                assertThat(together[next++]).isCloseTo(alone, within(1e-5f));
            }
        }
        assertThat(next).isEqualTo(together.length);
    }

    @ParameterizedTest
    @MethodSource("families")
    void theLikeliestTokensAreThoseOfTheWholeDistribution(Path folder) throws IOException {
        int[] text = TinyModel.tokens(12, 90, 1);
        Opened model = open(folder);
        try (NDManager scope = model.checkpoint.manager().newSubManager()) {
            TokenBatch batch = TokenBatch.of(List.of(text));
            NDArray logits = model.call(
                            "next",
                            List.of(
                                    Argument.of(batch.inputs(scope)),
                                    Argument.of(batch.realRows(scope)),
                                    model.weights()))
                    .get(0);
            NDArray all = logits.logSoftmax(-1).toType(DataType.FLOAT32, false);
            NDList top = model.call(
                    "topk",
                    List.of(
                            Argument.of(batch.inputs(scope)),
                            Argument.of(batch.realRows(scope)),
                            Argument.of(scope.create(5)),
                            model.weights()));
            int width = model.checkpoint.config().vocabularySize();
            assertThat(logits.getShape()).isEqualTo(new Shape(11, width));
            float[] whole = all.toFloatArray();
            float[] values = top.get(0).toFloatArray();
            long[] ids = top.get(1).toLongArray();
            for (int row = 0; row < 11; row++) {
                float[] sorted = Arrays.copyOfRange(whole, row * width, (row + 1) * width);
                Arrays.sort(sorted);
                for (int k = 0; k < 5; k++) {
                    assertThat(values[row * 5 + k]).isCloseTo(sorted[width - 1 - k], within(1e-5f));
                    assertThat(whole[row * width + (int) ids[row * 5 + k]])
                            .isCloseTo(values[row * 5 + k], within(1e-5f));
                }
            }
        }
    }

    /** Reads 16-bit numbers as such: near the 32-bit scores, and not equal to them. */
    @ParameterizedTest
    @ValueSource(strings = {"gemma2", "gpt-neox", "llama-bf16"})
    void computesInBrainFloats(String name) throws Exception {
        Path folder = folder(name);
        List<int[]> texts = List.of(TinyModel.tokens(30, 90, 1));
        try (Opened rough = new Opened(folder, Precision.BF16)) {
            float[] a = open(folder).scores(texts);
            float[] b = rough.scores(texts);
            double square = 0;
            for (int i = 0; i < a.length; i++) {
                square += Math.pow(a[i] - b[i], 2) / a.length;
            }
            assertThat(Math.sqrt(square)).isBetween(1e-4, 0.5);
        }
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.path(i).asInt()).toArray();
    }

    /** A checkpoint and its loaded program. */
    private final class Opened implements AutoCloseable {
        private final Checkpoint checkpoint;
        private final TorchModule program;

        Opened(Path folder, Precision precision) throws IOException {
            checkpoint = Checkpoint.load(runtime, folder, precision);
            program = TorchModule.load(checkpoint.manager(), checkpoint.config().program());
        }

        Argument weights() {
            return Argument.of(checkpoint.weights());
        }

        NDList call(String method, List<Argument> arguments) {
            return program.call(method, Mode.INFERENCE, arguments);
        }

        float[] scores(List<int[]> texts) {
            return targets("score", texts).get(0).toFloatArray();
        }

        NDList moments(List<int[]> texts) {
            return targets("moments", texts);
        }

        private NDList targets(String method, List<int[]> texts) {
            NDManager scope = checkpoint.manager();
            TokenBatch batch = TokenBatch.of(texts);
            return call(
                    method,
                    List.of(
                            Argument.of(batch.inputs(scope)),
                            Argument.of(batch.realRows(scope)),
                            Argument.of(batch.realTargets(scope)),
                            weights()));
        }

        /** Prompts in one padded call, then one token a row and call. */
        int[][] greedy(List<int[]> prompts, int count) {
            NDManager scope = checkpoint.manager();
            int rows = prompts.size();
            int width = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
            int room = width + count;
            long[] tokens = new long[rows * width];
            long[] last = new long[rows];
            long[] past = new long[rows];
            for (int row = 0; row < rows; row++) {
                int[] prompt = prompts.get(row);
                for (int i = 0; i < prompt.length; i++) {
                    tokens[row * width + i] = prompt[i];
                }
                last[row] = (long) row * width + prompt.length - 1;
            }
            NDArray input = scope.create(tokens, new Shape(rows, width));
            NDList cache = call("cache", List.of(Argument.of(input), Argument.of(scope.arange(room)), weights()));
            int[][] written = new int[rows][count];
            int used = width;
            for (int step = 0; step < count; step++) {
                NDArray keys = scope.create(LongStream.range(0, used).toArray());
                float[] logits = call(
                                "extend",
                                List.of(
                                        Argument.of(input),
                                        Argument.of(scope.create(past)),
                                        Argument.of(scope.create(last)),
                                        Argument.of(keys),
                                        Argument.of(cache),
                                        weights()))
                        .get(0)
                        .toFloatArray();
                long[] chosen = new long[rows];
                for (int row = 0; row < rows; row++) {
                    written[row][step] = likeliest(logits, row, logits.length / rows);
                    chosen[row] = written[row][step];
                    past[row] = (long) prompts.get(row).length + step;
                    last[row] = row;
                }
                input = scope.create(chosen, new Shape(rows, 1));
                used = width + step + 1;
            }
            return written;
        }

        private static int likeliest(float[] logits, int row, int width) {
            int best = 0;
            for (int i = 1; i < width; i++) {
                if (logits[row * width + i] > logits[row * width + best]) {
                    best = i;
                }
            }
            return best;
        }

        @Override
        public void close() {
            program.close();
            checkpoint.close();
        }
    }
}
