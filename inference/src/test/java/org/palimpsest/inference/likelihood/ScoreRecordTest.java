package org.palimpsest.inference.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreRecordTest {
    private static final TokenMoments MOMENTS = new TokenMoments(new double[] {-1, -2.5}, new double[] {0, 0.25});
    private static final TopTokens TOP =
            new TopTokens(2, new int[] {7, 8, 70_000, 0}, new double[] {-0.5, -1, -0.25, Double.NEGATIVE_INFINITY});
    private static final int[] TOKENS = {5, -1, 70_000};
    private static final double[] SCORES = {-0.5, Double.NaN};

    private static final List<TokenScores> CASES = List.of(
            new TokenScores("x", new int[0], new double[0]),
            new TokenScores("x", new int[] {3}, new double[0]),
            new TokenScores("x", new int[] {3}, new double[] {-0.1f}),
            new TokenScores("x", new int[] {3}, new double[] {-0.1}),
            new TokenScores("x", TOKENS, SCORES, new int[] {0, 1, 1, 9}),
            new TokenScores("x", TOKENS, SCORES, null, MOMENTS, null),
            new TokenScores("x", TOKENS, SCORES, null, null, TOP),
            new TokenScores("x", TOKENS, new double[] {-1.0 / 3, -1}, new int[] {0, 1, 1, 9}, MOMENTS, TOP));

    @Test
    void comesBackWhole() {
        for (TokenScores scores : CASES) {
            assertThat(ScoreRecord.decode("x", ScoreRecord.encode(scores))).isEqualTo(scores);
        }
    }

    @Test
    void numbersOf32BitsTake32() {
        assertThat(ScoreRecord.encode(new TokenScores("x", new int[] {1, 2}, new double[] {-0.1f})))
                .hasSize(13 + 8 + 4);
        assertThat(ScoreRecord.encode(new TokenScores("x", new int[] {1, 2}, new double[] {-0.1})))
                .hasSize(13 + 8 + 8);
    }

    @Test
    void refusesWhatIsNoRecord() {
        byte[] whole = ScoreRecord.encode(CASES.get(4));
        assertThatThrownBy(() -> ScoreRecord.decode("x", Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record of scores ends early: 4 numbers of 4 bytes expected, 15 bytes found");
        assertThatThrownBy(() -> ScoreRecord.decode("x", new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with flags up to 15, got -1");
        whole[0] = 99;
        assertThatThrownBy(() -> ScoreRecord.decode("x", whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with flags up to 15, got 99");
    }
}
