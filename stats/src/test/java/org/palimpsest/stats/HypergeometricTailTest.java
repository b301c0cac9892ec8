package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

class HypergeometricTailTest {
    @Test
    void agreesWithSummedProbabilities() {
        for (int pool = 1; pool <= 14; pool++) {
            for (int published = 0; published <= pool; published++) {
                for (int picked = 0; picked <= pool; picked++) {
                    assertSums(pool, published, picked);
                }
            }
        }
    }

    private static void assertSums(int pool, int published, int picked) {
        HypergeometricDistribution law = HypergeometricDistribution.of(pool, published, picked);
        double tail = 0;
        for (int s = law.getSupportUpperBound(); s >= law.getSupportLowerBound(); s--) {
            tail += law.probability(s);
            double p = Math.pow(10, HypergeometricTail.log10Upper(pool, published, picked, s));
            assertThat(p)
                    .as("%s of %s, %s picked, %s hits", published, pool, picked, s)
                    .isCloseTo(tail, within(1e-12 * tail));
        }
    }

    @Test
    void reportsHits() {
        TestResult result = HypergeometricTail.test("the choice is independent", 6, 3, 3, 3);
        assertThat(result.pValue()).isCloseTo(1 / 20.0, within(1e-15));
        assertThat(result.statistic()).isEqualTo(3);
        assertThat(result.n()).isEqualTo(6);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(result.nullHypothesis()).isEqualTo("the choice is independent");
    }

    @Test
    void reachesFarDown() {
        // All C(400000, 200000) assignments: 2^n / sqrt(pi n / 2).
        double expected = -(400_000 * Math.log10(2) - 0.5 * Math.log10(Math.PI * 200_000));
        assertThat(HypergeometricTail.log10Upper(400_000, 200_000, 200_000, 200_000))
                .isCloseTo(expected, within(1e-5))
                .isLessThan(-1e5);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> HypergeometricTail.log10Upper(0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pool must be at least 1, got 0");
        assertThatThrownBy(() -> HypergeometricTail.log10Upper(5, 6, 0, 0))
                .hasMessage("published must be in [0, 5], got 6");
        assertThatThrownBy(() -> HypergeometricTail.log10Upper(5, 2, -1, 0))
                .hasMessage("picked must be in [0, 5], got -1");
        assertThatThrownBy(() -> HypergeometricTail.log10Upper(5, 4, 3, 1)).hasMessage("hits must be in [2, 3], got 1");
        assertThatThrownBy(() -> HypergeometricTail.log10Upper(5, 4, 3, 4)).hasMessage("hits must be in [2, 3], got 4");
    }
}
