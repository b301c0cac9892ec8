package org.palimpsest.corpus.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MinHashSchemeTest {
    @Test
    void presetsFindWhatTheirPapersSay() {
        // datatrove's source says .72 and .924 of 14 x 8; 9 x 13 is 1 - (1 - .8^13)^9.
        assertThat(MinHashScheme.fineWeb().threshold()).isCloseTo(0.72, within(0.005));
        assertThat(MinHashScheme.fineWeb().candidateProbability(0.8)).isCloseTo(0.924, within(0.0005));
        assertThat(MinHashScheme.slimPajama().candidateProbability(0.8)).isCloseTo(0.399, within(0.0005));
        assertThat(MinHashScheme.redPajama2().threshold()).isCloseTo(0.746, within(0.0005));
        assertThat(MinHashScheme.lee().candidateProbability(0.8)).isCloseTo(0.9945, within(0.0005));
        assertThat(MinHashScheme.lee().minima()).isEqualTo(9000);
    }

    @Test
    void probabilityIsExactAtTheEnds() {
        MinHashScheme scheme = new MinHashScheme("small", 1, Words.PLAIN, 3, 2);
        assertThat(scheme.candidateProbability(0)).isZero();
        assertThat(scheme.candidateProbability(1)).isEqualTo(1);
        assertThat(scheme.candidateProbability(0.5)).isCloseTo(1 - Math.pow(0.75, 3), within(1e-15));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new MinHashScheme("none", 5, Words.PLAIN, 0, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shingle, bands and rows must be at least 1, got 5, 0 and 8");
        assertThatThrownBy(() -> new MinHashScheme("huge", 5, Words.PLAIN, 1 << 20, 2))
                .hasMessage("bands times rows must be at most 1048576, got 1048576 times 2");
        assertThatThrownBy(() -> MinHashScheme.fineWeb().candidateProbability(Double.NaN))
                .hasMessage("similarity must be in [0, 1], got NaN");
    }
}
