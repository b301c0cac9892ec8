package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palimpsest.corpus.Document;
import org.palimpsest.corpus.index.AdditiveSmoothing;
import org.palimpsest.corpus.index.DocumentStream;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.InterpolatedSmoothing;
import org.palimpsest.corpus.index.SuffixArrayIndex;
import org.palimpsest.corpus.index.Unsmoothed;
import org.palimpsest.corpus.run.Existing;

class IndexTokenScorerTest {
    @TempDir
    Path folder;

    private static Document row(String id, int... tokens) {
        return new Document(id, "", tokens, null, null, null, Map.of());
    }

    /** Ten tokens in three documents: 1 2 3 | 1 2 4 5 | 1 2 3. */
    private SuffixArrayIndex index() throws IOException {
        Path at = folder.resolve("index");
        IndexBuilder.withDefaults()
                .build(
                        DocumentStream.of(List.of(row("a", 1, 2, 3), row("b", 1, 2, 4, 5), row("c", 1, 2, 3))),
                        at,
                        Existing.REFUSE);
        return SuffixArrayIndex.open(at);
    }

    private static double[] scores(SuffixArrayIndex index, IndexTokenScorer.Options options, int... tokens)
            throws IOException {
        try (IndexTokenScorer scorer = IndexTokenScorer.of(index, null, options)) {
            return scorer.score(List.of(row("t", tokens))).get(0).logProbsNats();
        }
    }

    @Test
    void probabilitiesAreSharesOfWhatFollows() throws IOException {
        SuffixArrayIndex index = index();
        IndexTokenScorer.Options plain = IndexTokenScorer.Options.defaults().with(new Unsmoothed());
        assertThat(scores(index, plain, 1, 2, 3, 1)).containsExactly(0, Math.log(2.0 / 3), Double.NEGATIVE_INFINITY);
        assertThat(scores(index, plain.with(IndexTokenScorer.FirstToken.SCORED), 1, 2))
                .containsExactly(Math.log(3.0 / 13), 0);
        assertThat(scores(index, plain, 5, 1, 2)).containsExactly(Double.NEGATIVE_INFINITY, 0);
        assertThat(scores(index, plain)).isEmpty();
        assertThat(scores(index, plain, 1)).isEmpty();
    }

    /** With the six ids from 0 to 5 and the end, in every context. */
    @Test
    void smoothedProbabilitiesAddUpToOne() throws IOException {
        SuffixArrayIndex index = index();
        IndexTokenScorer.Options interpolated =
                IndexTokenScorer.Options.defaults().with(new InterpolatedSmoothing(0.3));
        IndexTokenScorer.Options additive = IndexTokenScorer.Options.defaults().with(new AdditiveSmoothing(0.5));
        double atEndInterpolated = 0.7 * 2 / 2 + 0.3 * 4 / 20;
        double atEndAdditive = 2.5 / (2 + 3.5);
        double first = 0;
        double second = 0;
        for (int token = 0; token <= 5; token++) {
            first += Math.exp(scores(index, interpolated, 1, 2, 3, token)[2]);
            second += Math.exp(scores(index, additive, 1, 2, 3, token)[2]);
        }
        assertThat(first + atEndInterpolated).isCloseTo(1, within(1e-12));
        assertThat(second + atEndAdditive).isCloseTo(1, within(1e-12));
        assertThat(scores(index, interpolated, 1, 2, 3)[1])
                .isCloseTo(Math.log(0.7 * 2 / 3 + 0.3 * 3 / 20), within(1e-12));
    }

    @Test
    void zerosAreCountedAndNoScoreIsInfinite() throws IOException {
        try (IndexTokenScorer scorer = IndexTokenScorer.of(
                index(), null, IndexTokenScorer.Options.defaults().withThreads(2))) {
            List<TokenScores> scores = scorer.score(List.of(row("t", 5, 4, 0, 1, 2), row("u", 1, 2, 3)));
            assertThat(scores).extracting(TokenScores::id).containsExactly("t", "u");
            assertThat(scores)
                    .allSatisfy(row -> assertThat(Arrays.stream(row.logProbsNats()))
                            .allMatch(logProb -> Double.isFinite(logProb) && logProb < 0));
            assertThat(scorer.scored()).isEqualTo(6);
            assertThat(scorer.zeros()).isEqualTo(2);
            assertThat(scorer.fingerprint()).hasSize(64);
        }
    }

    @Test
    void whatCannotBeScoredIsNamed() throws IOException {
        try (IndexTokenScorer scorer = IndexTokenScorer.of(index(), null, IndexTokenScorer.Options.defaults())) {
            assertThatThrownBy(() -> scorer.score(List.of(row("x", 1, 6))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("document x holds token 6, outside [0, 6) of the index");
            assertThatThrownBy(() -> scorer.score(List.of(Document.of("x", "text"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("document x has no token ids, and the index was built from ids: give rows with"
                            + " \"tokens\"");
        }
        assertThatThrownBy(() -> new InterpolatedSmoothing(0))
                .hasMessage("weight must be above 0 and at most 1, got 0.0");
        assertThatThrownBy(() -> new AdditiveSmoothing(0)).hasMessage("alpha must be above 0 and finite, got 0.0");
    }
}
