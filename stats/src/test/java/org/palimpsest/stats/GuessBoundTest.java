package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GuessBoundTest {
    private static final GuessBound LAST_WORD = new GuessBound(7776, 1);

    @Test
    void boundsOneSecretByTheNumberOfGuesses() {
        assertThat(LAST_WORD.log10Chance(1)).isCloseTo(-Math.log10(7776), within(1e-15));
        assertThat(LAST_WORD.log10Chance(24)).isCloseTo(Math.log10(24 / 7776.0), within(1e-15));
        assertThat(LAST_WORD.log10Chance(7776)).isZero();
        assertThat(LAST_WORD.log10Chance(Long.MAX_VALUE)).isZero();
        assertThat(new GuessBound(7776, 100).log10Chance(1)).isCloseTo(-100 * Math.log10(7776), within(1e-12));
        // 24 guesses of one ghost are worth less than one guess of each of 24 ghosts with one hit.
        assertThat(LAST_WORD.test(new long[] {24}, 1).pValue()).isCloseTo(24 / 7776.0, within(1e-16));
        assertThat(LAST_WORD.test(ones(24), 1).pValue()).isCloseTo(3.08e-3, within(5e-6));
    }

    @Test
    void agreesWithEverySetOfHits() {
        GuessBound bound = new GuessBound(5, 1);
        long[] guesses = {1, 2, 3, 4, 1, 9, 5, 2};
        for (int hits = 0; hits <= guesses.length; hits++) {
            double expected = 0;
            for (int set = 0; set < 1 << guesses.length; set++) {
                if (Integer.bitCount(set) >= hits) {
                    expected += chance(set, guesses);
                }
            }
            assertThat(bound.test(guesses, hits).pValue())
                    .as("%s hits", hits)
                    .isCloseTo(expected, within(1e-13 * expected));
        }
    }

    private static double chance(int set, long[] guesses) {
        double chance = 1;
        for (int j = 0; j < guesses.length; j++) {
            double q = Math.min(1, guesses[j] / 5.0);
            chance *= (set >> j & 1) == 1 ? q : 1 - q;
        }
        return chance;
    }

    @Test
    void equalNumbersAreTheBinomialTail() {
        TestResult result = LAST_WORD.test(ones(100), 2);
        assertThat(result.log10PValue()).isCloseTo(BinomialTail.log10Upper(100, 1 / 7776.0, 2), within(1e-12));
        assertThat(result.statistic()).isEqualTo(2);
        assertThat(result.n()).isEqualTo(100);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(LAST_WORD.test(ones(3), 0).pValue()).isEqualTo(1);
        // One secret guessed twice: next to nothing changes, by the other way of computing it.
        long[] nearly = ones(100);
        nearly[0] = 2;
        assertThat(LAST_WORD.test(nearly, 2).pValue())
                .isGreaterThan(result.pValue())
                .isLessThan(1.05 * result.pValue());
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> new GuessBound(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("listWords must be at least 2, got 1");
        assertThatThrownBy(() -> new GuessBound(10, 0)).hasMessage("lastWords must be at least 1, got 0");
        assertThatThrownBy(() -> LAST_WORD.log10Chance(0)).hasMessage("guesses must be at least 1, got 0");
        assertThatThrownBy(() -> LAST_WORD.test(new long[0], 0))
                .hasMessage("guesses must hold at least 1 secret, got 0");
        assertThatThrownBy(() -> LAST_WORD.test(ones(2), 3)).hasMessage("hits must be in [0, 2], got 3");
        assertThatThrownBy(() -> LAST_WORD.test(ones(2), -1)).hasMessage("hits must be in [0, 2], got -1");
    }

    private static long[] ones(int secrets) {
        long[] guesses = new long[secrets];
        Arrays.fill(guesses, 1);
        return guesses;
    }
}
