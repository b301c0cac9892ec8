package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.DjlTokenScorer.Options;
import org.palimpsest.inference.likelihood.TokenMoments;
import org.palimpsest.inference.likelihood.TokenScores;
import org.palimpsest.inference.likelihood.TopTokens;

class DjlTokenScorerTest {
    @TempDir
    private Path folder;

    private static Document document(String id, int[] tokens) {
        return new Document(id, "", tokens, null, null, null, Map.of());
    }

    private static int indexOf(int[] ids, int id) {
        return IntStream.range(0, ids.length)
                .filter(i -> ids[i] == id)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"4, true", "2, true", "1, false"})
    void equalsPlainLoopsOfDoubles(int keyValueHeads, boolean tied) throws Exception {
        LlamaConfig config = TinyModel.config(keyValueHeads, tied);
        Map<String, float[]> weights = TinyModel.weights(config, 3);
        TinyModel.write(folder, config, weights);
        List<Document> documents = new ArrayList<>();
        for (int length = 2; length <= 41; length += 3) {
            documents.add(document("d" + length, TinyModel.tokens(length, 300, length)));
        }
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, Options.defaults())) {
            List<TokenScores> scores = scorer.score(documents);
            PlainLlama oracle = new PlainLlama(config, weights);
            for (int i = 0; i < documents.size(); i++) {
                double[] expected =
                        oracle.logProbs(Objects.requireNonNull(documents.get(i).tokens()));
                double[] actual = scores.get(i).logProbsNats();
                assertThat(scores.get(i).id()).isEqualTo(documents.get(i).id());
                assertThat(actual).hasSameSizeAs(expected);
                for (int t = 0; t < expected.length; t++) {
                    assertThat(actual[t]).isCloseTo(expected[t], within(2e-5));
                }
            }
        }
    }

    @Test
    void neighboursInTheBatchDoNotMatter() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            documents.add(document("d" + i, TinyModel.tokens(2 + i % 39, 300, i)));
        }
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer together = new DjlTokenScorer(model, Options.defaults());
                DjlTokenScorer alone = new DjlTokenScorer(
                        model, Options.defaults().with(BatchBudget.ofProcessor().withMemory(1)))) {
            List<TokenScores> one = together.score(documents);
            List<TokenScores> other = alone.score(documents);
            for (int i = 0; i < one.size(); i++) {
                double[] a = one.get(i).logProbsNats();
                double[] b = other.get(i).logProbsNats();
                for (int t = 0; t < a.length; t++) {
                    assertThat(a[t]).isCloseTo(b[t], within(1e-5));
                }
            }
        }
    }

    @Test
    void beginTokenGivesTheFirstTokenAScore() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        Map<String, float[]> weights = TinyModel.weights(config, 5);
        TinyModel.write(folder, config, weights);
        int[] tokens = {7, 8, 9};
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer =
                        new DjlTokenScorer(model, Options.defaults().with(BeginToken.PREPEND))) {
            TokenScores scores = scorer.score(List.of(document("a", tokens))).get(0);
            double[] expected = new PlainLlama(config, weights).logProbs(new int[] {0, 7, 8, 9});
            assertThat(scores.tokens()).containsExactly(7, 8, 9);
            assertThat(scores.logProbsNats()).hasSize(3);
            assertThat(scores.logProbsNats()[0]).isCloseTo(expected[0], within(2e-5));
            assertThat(scores.meanOfLastNats(2)).isCloseTo((expected[1] + expected[2]) / 2, within(2e-5));
        }
    }

    /** Every token after the first window is scored by what stands at most a window before it. */
    @ParameterizedTest
    @CsvSource({"0, 0", "12, 5", "12, 12", "9, 1", "1, 1", "40, 39"})
    void longTextsAreScoredInWindows(int length, int context) throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        Map<String, float[]> weights = TinyModel.weights(config, 5);
        TinyModel.write(folder, config, weights);
        int[] tokens = TinyModel.tokens(101, 300, 4);
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(
                        model,
                        Options.defaults()
                                .with(new ContextWindow(length, context))
                                .with(ScoringDetail.MOMENTS)
                                .withTopK(3))) {
            TokenScores scores = scorer.score(List.of(document("a", tokens), document("b", new int[] {1, 2})))
                    .get(0);
            double[] actual = scores.logProbsNats();
            PlainLlama oracle = new PlainLlama(config, weights);
            int window = length == 0 ? 40 : length;
            int before = length == 0 ? 20 : context;
            assertThat(actual).hasSize(100);
            for (int target = 1, start = 0, end = window; target <= 100; target++) {
                if (target > end) {
                    start = target - before;
                    end = start + window;
                }
                double[] alone = oracle.logProbs(Arrays.copyOfRange(tokens, start, target + 1));
                assertThat(actual[target - 1]).as("token %s", target).isCloseTo(alone[alone.length - 1], within(2e-5));
            }
            double[] best = Objects.requireNonNull(scores.top()).logProbsNats();
            double[] means = Objects.requireNonNull(scores.moments()).meanNats();
            for (int i = 0; i < actual.length; i++) {
                assertThat(best[3 * i]).isGreaterThanOrEqualTo(Math.max(actual[i], means[i]) - 1e-5);
            }
        }
    }

    /** With all tokens listed, moments follow from the list. */
    @Test
    void momentsAreThoseOfTheWholeDistribution() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        List<Document> documents = List.of(
                document("a", TinyModel.tokens(70, 300, 1)),
                document("b", TinyModel.tokens(3, 300, 2)),
                document("c", TinyModel.tokens(17, 300, 3)));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer plain =
                        new DjlTokenScorer(model, Options.defaults().with(BeginToken.PREPEND));
                DjlTokenScorer scorer = new DjlTokenScorer(
                        model,
                        Options.defaults()
                                .with(BeginToken.PREPEND)
                                .with(ScoringDetail.MOMENTS)
                                .withTopK(300))) {
            List<TokenScores> all = scorer.score(documents);
            List<TokenScores> without = plain.score(documents);
            for (int d = 0; d < 3; d++) {
                TopTokens top = Objects.requireNonNull(all.get(d).top());
                TokenMoments moments = Objects.requireNonNull(all.get(d).moments());
                int[] tokens = all.get(d).tokens();
                assertThat(without.get(d).moments()).isNull();
                assertThat(without.get(d).top()).isNull();
                for (int i = 0; i < tokens.length; i++) {
                    double[] values = Arrays.copyOfRange(top.logProbsNats(), 300 * i, 300 * i + 300);
                    int[] ids = Arrays.copyOfRange(top.ids(), 300 * i, 300 * i + 300);
                    double mean =
                            DoubleStream.of(values).map(v -> v * Math.exp(v)).sum();
                    double square = DoubleStream.of(values)
                            .map(v -> Math.exp(v) * (v - mean) * (v - mean))
                            .sum();
                    int place = indexOf(ids, tokens[i]);
                    assertThat(moments.meanNats()[i]).isCloseTo(mean, within(1e-5));
                    assertThat(moments.sdNats()[i]).isCloseTo(Math.sqrt(square), within(1e-5));
                    assertThat(values[place]).isCloseTo(all.get(d).logProbsNats()[i], within(1e-5));
                    assertThat(without.get(d).logProbsNats()[i]).isCloseTo(values[place], within(1e-5));
                }
            }
        }
    }

    @Test
    void textsTooShortForAScoreHaveNone() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        List<Document> documents = List.of(document("none", new int[0]), document("one", new int[] {4}));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, Options.defaults());
                DjlTokenScorer begun =
                        new DjlTokenScorer(model, Options.defaults().with(BeginToken.PREPEND))) {
            assertThat(scorer.score(documents))
                    .extracting(s -> s.logProbsNats().length)
                    .containsExactly(0, 0);
            assertThat(scorer.score(documents).get(1).tokens()).containsExactly(4);
            assertThat(scorer.score(documents).get(1).meanNats()).isNaN();
            assertThat(begun.score(documents))
                    .extracting(s -> s.logProbsNats().length)
                    .containsExactly(0, 1);
            assertThat(scorer.score(List.of())).isEmpty();
        }
    }

    @Test
    void whatChangesAScoreChangesTheFingerprint() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        List<Options> policies = List.of(
                Options.defaults(),
                Options.defaults().with(BeginToken.PREPEND),
                Options.defaults().with(new ContextWindow(30, 0)),
                Options.defaults().with(new ContextWindow(0, 30)),
                Options.defaults().with(ScoringDetail.MOMENTS),
                Options.defaults().withTopK(2));
        Set<String> fingerprints = new HashSet<>();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1))) {
            for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
                try (Checkpoint model = Checkpoint.load(runtime, folder, precision)) {
                    for (Options policy : policies) {
                        try (DjlTokenScorer scorer = new DjlTokenScorer(model, policy)) {
                            fingerprints.add(scorer.fingerprint());
                        }
                    }
                }
            }
            assertThat(fingerprints).hasSize(12);
            try (Checkpoint model = Checkpoint.load(runtime, folder);
                    DjlTokenScorer same = new DjlTokenScorer(
                            model,
                            Options.defaults()
                                    .with(new ContextWindow(40, 20))
                                    .with(BatchBudget.ofProcessor().withMemory(1)))) {
                assertThat(fingerprints).contains(same.fingerprint());
                assertThat(same.windowTokens()).isEqualTo(40);
            }
        }
    }

    @Test
    void refusesWhatTheModelCannotRead() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, Options.defaults())) {
            assertThatThrownBy(() -> scorer.score(List.of(document("odd", new int[] {1, 300}))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("document odd holds token 300, outside [0, 300)");
            assertThatThrownBy(
                            () -> new DjlTokenScorer(model, Options.defaults().with(new ContextWindow(41, 0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("window must be in [1, 40], which this model was made for, got 41");
            assertThatThrownBy(
                            () -> new DjlTokenScorer(model, Options.defaults().with(new ContextWindow(0, 41))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("context must be in [1, 40], got 41");
            assertThatThrownBy(
                            () -> new DjlTokenScorer(model, Options.defaults().withTopK(301)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("topK must be in [0, 300], got 301");
            assertThatThrownBy(() -> Options.defaults().withTopK(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("topK must be at least 0, got -1");
        }
    }

    /** Files of models that were made small keep the special tokens of the large one. */
    @Test
    void aBeginTokenOutsideTheVocabularyIsNone() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        Path file = folder.resolve("config.json");
        Files.writeString(file, config.toJson().replace("\"bos_token_id\" : 0", "\"bos_token_id\" : 50256"));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, Options.defaults())) {
            assertThat(scorer.score(List.of(document("a", new int[] {1, 2})))
                            .get(0)
                            .logProbsNats())
                    .hasSize(1);
            assertThatThrownBy(
                            () -> new DjlTokenScorer(model, Options.defaults().with(BeginToken.PREPEND)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the model has no BOS token: bos_token_id in " + file + " must be in [0, 300)");
        }
    }

    @Test
    void aGpuThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> TorchRuntime.start(new TorchRuntime.Options(1, ComputeDevice.GPU)))
                .isInstanceOf(EngineFailure.class)
                .hasMessageStartingWith("no GPU can be used: libtorch ")
                .hasMessageEndingWith(", or compute on the processor");
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1, ComputeDevice.AUTO))) {
            assertThat(runtime.onGpu()).isFalse();
        }
    }
}
