package org.palimpsest.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;

class ScoringBenchTest {
    @TempDir
    private Path folder;

    /** What the bench compares does the same work. */
    @Test
    void plainLibtorchGivesTheSameScores() throws Exception {
        BenchModel.write("tiny", folder);
        List<int[]> texts = List.of(TinyModel.tokens(33, 512, 1), TinyModel.tokens(33, 512, 2));
        try (TorchRuntime runtime = TorchRuntime.start(new TorchRuntime.Options(1));
                Checkpoint model = Checkpoint.load(runtime, folder);
                DjlTokenScorer scorer = new DjlTokenScorer(model, DjlTokenScorer.Options.defaults());
                TorchModule program = TorchModule.load(
                        model.manager(), PlainNeoX.program(model.config().weights(), 2, 4, 0.25))) {
            float[] plain = ScoringBench.plainScores(model, program, texts);
            for (int row = 0; row < 2; row++) {
                double[] ours = scorer.score(List.of(new Document("d", "", texts.get(row), null, null, null, Map.of())))
                        .get(0)
                        .logProbsNats();
                for (int i = 0; i < ours.length; i++) {
                    assertThat((double) plain[32 * row + i]).isCloseTo(ours[i], within(2e-5));
                }
            }
        }
    }
}
