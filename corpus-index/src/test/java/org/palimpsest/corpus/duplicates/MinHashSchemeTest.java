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

    @Test
    void curvesAreThoseOfThePapers() {
        // FineWeb, appendix E.1: 56, 77, 92 and 98.8 % at .7, .75, .8 and .85.
        MinHashScheme fineWeb = MinHashScheme.fineWeb();
        assertThat(fineWeb.candidateProbability(0.7)).isCloseTo(0.56, within(0.005));
        assertThat(fineWeb.candidateProbability(0.75)).isCloseTo(0.77, within(0.005));
        assertThat(fineWeb.candidateProbability(0.85)).isCloseTo(0.988, within(0.0005));
        assertThat(MinHashScheme.lee().candidateProbability(0.75)).isCloseTo(0.76, within(0.005));
        assertThat(MinHashScheme.gpt3().candidateProbability(0.3)).isCloseTo(1 - Math.pow(0.7, 10), within(1e-12));
    }

    @Test
    void bandsAndRowsForAThresholdAreTheSteepestThatReachTheRecall() {
        for (double threshold : new double[] {0.5, 0.8, 0.9}) {
            for (int minima : new int[] {1, 64, 256}) {
                if (minima == 1) {
                    assertThat(MinHashScheme.forThreshold(5, Words.PLAIN, threshold, 0.4, 1)
                                    .minima())
                            .isEqualTo(1);
                    continue;
                }
                MinHashScheme scheme = MinHashScheme.forThreshold(5, Words.PLAIN, threshold, 0.95, minima);
                assertThat(scheme.minima()).isLessThanOrEqualTo(minima);
                assertThat(scheme.candidateProbability(threshold)).isGreaterThanOrEqualTo(0.95);
                for (int rows = scheme.rows() + 1; rows <= minima; rows++) {
                    assertThat(new MinHashScheme("more", 5, Words.PLAIN, minima / rows, rows)
                                    .candidateProbability(threshold))
                            .isLessThan(0.95);
                }
            }
        }
        assertThat(MinHashScheme.forThreshold(5, Words.PLAIN, 0.8, 0.95, 256))
                .isEqualTo(new MinHashScheme("jaccard-0.8", 5, Words.PLAIN, 21, 9));
        assertThatThrownBy(() -> MinHashScheme.forThreshold(5, Words.PLAIN, 0.5, 0.99, 2))
                .hasMessage(
                        "no bands and rows of at most 2 minima find 0.99 at 0.5; allow more minima or ask for less");
        assertThatThrownBy(() -> MinHashScheme.forThreshold(5, Words.PLAIN, 1, 0.9, 2))
                .hasMessage("threshold and recall must be in (0, 1), got 1.0 and 0.9");
    }
}
