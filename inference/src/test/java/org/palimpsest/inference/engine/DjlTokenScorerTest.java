package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.corpus.Document;
import org.palimpsest.inference.engine.DjlTokenScorer.BeginToken;
import org.palimpsest.inference.engine.DjlTokenScorer.Options;
import org.palimpsest.inference.likelihood.TokenScores;

class DjlTokenScorerTest {
    @TempDir
    private Path folder;

    private static Document document(String id, int[] tokens) {
        return new Document(id, "", tokens, null, null, null, Map.of());
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
                DjlTokenScorer alone = new DjlTokenScorer(model, new Options(BeginToken.NONE, 1))) {
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

    @Test
    void refusesWhatTheModelCannotRead() throws Exception {
        LlamaConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, TinyModel.weights(config, 5));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, Options.defaults())) {
            assertThatThrownBy(() -> scorer.score(List.of(document("short", new int[] {1}))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("document short has 1 tokens, too few");
            assertThatThrownBy(() -> scorer.score(List.of(document("long", new int[42]))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("document long has 42 tokens, the model reads 40");
            assertThatThrownBy(() -> scorer.score(List.of(document("odd", new int[] {1, 300}))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("document odd holds token 300, outside [0, 300)");
        }
    }
}
