package org.palimpsest.corpus.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Ranking RANKING = new Ranking(List.of("x", "a", "y", "b"), Set.of("a", "b", "c"));

    @Test
    void measuresAreThoseOfThePaper() {
        assertThat(RANKING.precision(1)).isZero();
        assertThat(RANKING.precision(3)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(RANKING.precision(10)).isCloseTo(0.2, within(1e-15));
        assertThat(RANKING.recall(4)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(RANKING.reciprocalRank()).isEqualTo(0.5);
        assertThat(RANKING.f1()).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(new Ranking(List.of("x"), Set.of("a")).reciprocalRank()).isZero();
    }

    @Test
    void meansHaveIntervals() {
        List<Integer> values = IntStream.range(0, 400).boxed().toList();
        MeanScore score = MeanScore.of(values, value -> value % 2, 7);
        assertThat(score.mean()).isEqualTo(0.5);
        // Half the width of a normal interval is 1.96 · 0.5 / 20.
        assertThat(score.interval().low()).isCloseTo(0.451, within(0.01));
        assertThat(score.interval().high()).isCloseTo(0.549, within(0.01));
        assertThat(MeanScore.of(values, value -> value % 2, 7)).isEqualTo(score);
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThatThrownBy(() -> new Ranking(List.of(), Set.of()))
                .hasMessage("a question needs at least one relevant document");
        assertThatThrownBy(() -> new Ranking(List.of("a", "a"), Set.of("a")))
                .hasMessage("every document may be found once");
        assertThatThrownBy(() -> MeanScore.of(List.of(), value -> 0, 1))
                .hasMessage("a mean needs at least one question");
    }
}
