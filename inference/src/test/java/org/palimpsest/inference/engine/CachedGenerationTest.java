package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.TorchModule.Argument;
import org.palimpsest.inference.generation.BeamOptions;
import org.palimpsest.inference.generation.Continuation;
import org.palimpsest.inference.generation.GenerationOptions;
import org.palimpsest.inference.generation.GivenContinuation;
import org.palimpsest.inference.generation.Hypothesis;
import org.palimpsest.inference.generation.NextTokenLaw;
import org.palimpsest.inference.generation.SampledGeneration;
import org.palimpsest.inference.generation.Sampling;
import org.palimpsest.inference.generation.SuffixScore;
import org.palimpsest.inference.generation.TokenPrompt;

/** Generation with a cache and in batches against the same model reading each text alone, again at every step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedGenerationTest {
    private static final int NEW_TOKENS = 20;
    private static final int[] LENGTHS = {13, 4, 1, 28, 9};

    private final Map<Path, Opened> models = new HashMap<>();
    private TorchRuntime runtime;

    /** A model and its program, loaded once for all tests. */
    private record Opened(Checkpoint model, TorchModule program) {}

    @BeforeAll
    void start() {
        runtime = TorchRuntime.start(new TorchRuntime.Options(1));
    }

    private Opened open(Path folder) throws IOException {
        Opened known = models.get(folder);
        if (known == null) {
            Checkpoint model = Checkpoint.load(runtime, folder);
            known = new Opened(
                    model, TorchModule.load(model.manager(), model.config().program()));
            models.put(folder, known);
        }
        return known;
    }

    @AfterAll
    void stop() {
        models.values().forEach(opened -> {
            opened.program().close();
            opened.model().close();
        });
        runtime.close();
    }

    static Stream<Path> families() throws Exception {
        return FamiliesTest.families();
    }

    private static Path family(String name) throws Exception {
        return families().filter(f -> f.endsWith(name)).findFirst().orElseThrow();
    }

    /** The logits after every token of a text from a length on, read alone in one pass without a cache. */
    private static float[][] after(Opened opened, int[] read, int from) {
        Checkpoint model = opened.model();
        try (NDManager scope = model.manager().newSubManager()) {
            TokenBatch batch = TokenBatch.of(List.of(Arrays.copyOf(read, read.length + 1)));
            return LogitRows.of(opened.program()
                    .call(
                            "next",
                            TorchModule.Mode.INFERENCE,
                            List.of(
                                    Argument.of(batch.inputs(scope)),
                                    Argument.of(scope.create(LongStream.range(from - 1, read.length)
                                            .toArray())),
                                    Argument.of(model.weights())))
                    .singletonOrThrow());
        }
    }

    private static int[] joined(int[] prompt, int[] suffix) {
        return IntStream.concat(Arrays.stream(prompt), Arrays.stream(suffix)).toArray();
    }

    /** Every token is the likeliest after what stands before it, up to the first end token or the number asked for. */
    private static void assertGreedy(Opened opened, TokenPrompt prompt, Continuation found) {
        int[] tokens = found.tokens();
        float[][] logits = after(opened, joined(prompt.tokens(), tokens), prompt.tokens().length);
        List<Integer> ends = opened.model().config().endTokens();
        int[] likeliest = IntStream.range(0, tokens.length)
                .map(i -> NextTokenLaw.of(logits[i], Sampling.greedy()).likeliest())
                .toArray();
        assertThat(tokens)
                .as("prompt %s, smallest gap %s", prompt.id(), found.smallestGap())
                .containsExactly(likeliest);
        assertThat(Arrays.stream(tokens).filter(ends::contains).toArray()).isEmpty();
        if (tokens.length < NEW_TOKENS) {
            assertThat(ends)
                    .contains(NextTokenLaw.of(logits[tokens.length], Sampling.greedy())
                            .likeliest());
        }
    }

    private static List<TokenPrompt> prompts() {
        List<TokenPrompt> prompts = new ArrayList<>();
        for (int length : LENGTHS) {
            prompts.add(new TokenPrompt("p" + length, 0, TinyModel.tokens(length, 90, length)));
        }
        return prompts;
    }

    @ParameterizedTest
    @MethodSource("families")
    void greedyTextIsThatOfTheUncachedSingleRunAndOfTheReference(Path folder) throws IOException {
        JsonNode greedy = new ObjectMapper()
                .readTree(folder.resolve("expected.json").toFile())
                .path("greedy");
        Opened opened = open(folder);
        Checkpoint model = opened.model();
        TorchModule program = opened.program();
        List<TokenPrompt> prompts = new ArrayList<>(prompts());
        prompts.add(new TokenPrompt("reference", 0, ints(greedy.path("prompt"))));
        DjlTextGenerator.Options all = DjlTextGenerator.Options.defaults();
        List<List<Continuation>> texts = new ArrayList<>();
        // the second reads prompts in parts of two tokens a row, the third in batches of two rows
        for (CachedModel cached : List.of(
                new CachedModel(model, program, all),
                new CachedModel(model, program, all, 13),
                new CachedModel(model, program, new DjlTextGenerator.Options(2, 1 << 20)))) {
            texts.add(new SampledGeneration(GenerationOptions.greedy(NEW_TOKENS)).generate(cached, prompts));
        }
        for (int i = 0; i < prompts.size(); i++) {
            assertGreedy(opened, prompts.get(i), texts.get(0).get(i));
            for (List<Continuation> found : texts) {
                assertThat(found.get(i).tokens())
                        .containsExactly(texts.get(0).get(i).tokens());
            }
        }
        int[] expected = ints(greedy.path("tokens"));
        int end = IntStream.range(0, expected.length)
                .filter(i -> model.config().endTokens().contains(expected[i]))
                .findFirst()
                .orElse(expected.length);
        assertThat(texts.get(0).get(prompts.size() - 1).tokens()).containsExactly(Arrays.copyOf(expected, end));
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.path(i).asInt()).toArray();
    }

    @Test
    void samplesDoNotDependOnTheBatch() throws Exception {
        GenerationOptions options = new GenerationOptions(NEW_TOKENS, new Sampling(1.5, 40, 0.95), 11);
        try (Checkpoint model = Checkpoint.load(runtime, family("llama-gqa-tied"));
                DjlTextGenerator together = new DjlTextGenerator(model);
                DjlTextGenerator alone = new DjlTextGenerator(model, new DjlTextGenerator.Options(1, 1))) {
            List<Continuation> found = together.generateTokens(prompts(), options);
            assertThat(alone.generateTokens(prompts(), options).stream().map(c -> Arrays.toString(c.tokens())))
                    .containsExactlyElementsOf(
                            found.stream().map(c -> Arrays.toString(c.tokens())).toList());
            assertThat(found.get(0).tokens())
                    .isNotEqualTo(together.generateTokens(prompts(), options.withSeed(12))
                            .get(0)
                            .tokens());
        }
    }

    @Test
    void beamsAreLikelierThanGreedyAndSayHowLikely() throws Exception {
        try (Checkpoint model = Checkpoint.load(runtime, family("gpt-neox"));
                DjlTextGenerator generator = new DjlTextGenerator(model);
                DjlSuffixScorer scorer = new DjlSuffixScorer(model, BeginToken.NONE)) {
            List<int[]> prompts = prompts().stream().map(TokenPrompt::tokens).toList();
            List<List<Hypothesis>> wide = generator.beams(prompts, new BeamOptions(8, 5, 0));
            List<List<Hypothesis>> one = generator.beams(prompts, new BeamOptions(8, 1, 0));
            List<Continuation> greedy = generator.generateTokens(prompts(), GenerationOptions.greedy(8));
            for (int i = 0; i < prompts.size(); i++) {
                Hypothesis best = wide.get(i).get(0);
                assertThat(one.get(i).get(0).tokens())
                        .containsExactly(greedy.get(i).tokens());
                assertThat(best.logProbNats())
                        .isGreaterThanOrEqualTo(one.get(i).get(0).logProbNats() - 1e-4);
                if (best.tokens().length == 8) {
                    SuffixScore score = scorer.score(
                                    List.of(new GivenContinuation(prompts.get(i), best.tokens())), Sampling.plain())
                            .get(0);
                    assertThat(score.logProbNats()).isCloseTo(best.logProbNats(), within(1e-4));
                }
            }
            assertThat(IntStream.range(0, prompts.size())
                            .anyMatch(i -> wide.get(i).get(0).logProbNats()
                                    > one.get(i).get(0).logProbNats() + 1e-3))
                    .isTrue();
        }
    }

    /** The suffix scorer says in one pass what the generator does in many. */
    @ParameterizedTest
    @MethodSource("families")
    void scoredSuffixesAreWhatTheGeneratorWrites(Path folder) throws IOException {
        Opened opened = open(folder);
        try (DjlSuffixScorer scorer = new DjlSuffixScorer(opened.model(), BeginToken.NONE)) {
            CachedModel cached = new CachedModel(opened.model(), opened.program(), DjlTextGenerator.Options.defaults());
            List<TokenPrompt> prompts = prompts();
            List<Continuation> greedy = new SampledGeneration(GenerationOptions.greedy(6)).generate(cached, prompts);
            List<GivenContinuation> windows = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                int[] written = Arrays.copyOf(greedy.get(i).tokens(), 6);
                written[i] = i > 3 ? written[i] : (written[i] + 1) % 90;
                windows.add(new GivenContinuation(prompts.get(i).tokens(), written));
            }
            Sampling law = new Sampling(1.3, 60, 0.99);
            List<SuffixScore> scores = scorer.score(windows, law);
            for (int i = 0; i < windows.size(); i++) {
                if (greedy.get(i).tokens().length == 6) {
                    assertThat(scores.get(i).matched()).isEqualTo(i > 3 ? 6 : i);
                }
                int[] prompt = windows.get(i).prefix();
                int[] suffix = windows.get(i).suffix();
                float[][] logits = after(opened, joined(prompt, suffix), prompt.length);
                double nats = IntStream.range(0, suffix.length)
                        .mapToDouble(t -> NextTokenLaw.of(logits[t], law).logProbNats(suffix[t]))
                        .sum();
                if (Double.isInfinite(nats)) {
                    assertThat(scores.get(i).logProbNats()).isEqualTo(nats);
                } else {
                    assertThat(scores.get(i).logProbNats()).isCloseTo(nats, within(1e-4));
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        try (Checkpoint model = Checkpoint.load(runtime, family("gpt2"));
                DjlTextGenerator generator = new DjlTextGenerator(model);
                DjlSuffixScorer scorer = new DjlSuffixScorer(model, BeginToken.NONE)) {
            int most = model.config().maxPositions();
            int width = model.config().vocabularySize();
            GenerationOptions two = GenerationOptions.greedy(2);
            assertThat(generator.generateTokens(List.of(new TokenPrompt("a", 0, new int[most - 1])), two))
                    .hasSize(1);
            assertThatThrownBy(() -> generator.generateTokens(List.of(new TokenPrompt("a", 0, new int[most])), two))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a prompt of " + most + " tokens and 1 more that are read exceed the model's " + most
                            + " positions");
            assertThatThrownBy(() -> generator.generateTokens(List.of(new TokenPrompt("a", 0, new int[] {width})), two))
                    .hasMessage("a prompt holds token " + width + ", outside [0, " + width + ")");
            assertThatThrownBy(() ->
                            scorer.score(List.of(new GivenContinuation(new int[most], new int[2])), Sampling.plain()))
                    .hasMessage("a prefix of " + most + " tokens and a suffix of 2 exceed the model's " + most
                            + " positions");
            assertThatThrownBy(() ->
                            scorer.score(List.of(new GivenContinuation(new int[] {-1}, new int[2])), Sampling.plain()))
                    .hasMessage("a window holds token -1, outside [0, " + width + ")");
            assertThatThrownBy(() -> new DjlTextGenerator.Options(0, 1)).hasMessage("rows must be at least 1, got 0");
            assertThatThrownBy(() -> new DjlTextGenerator.Options(1, 0))
                    .hasMessage("cacheBytes must be at least 1, got 0");
        }
    }
}
