package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialPowerTest {
    @Test
    void sampleSizeIsTheSmallestOfTheSawtooth() {
        double[][] cases = {
            {0.05, 0.3, 0.5, 0.8}, {0.01, 0.02, 0.1, 0.9}, {0.2, 0.5, 0.75, 0.6}, {1e-4, 0.001, 0.3, 0.95}
        };
        for (double[] c : cases) {
            BinomialPower curve = BinomialPower.of(c[0], c[1]);
            long n = 1;
            while (curve.at(c[2], n) < c[3]) {
                n++;
            }
            assertThat(PowerPlan.of(curve, c[3]).sampleSize(c[2])).hasValue(n);
        }
    }

    @Test
    void criticalHitsAreTheFirstSignificantOnes() {
        BinomialPower curve = BinomialPower.of(0.05, 0.5);
        // 2^-4 is above the level, 2^-5 below.
        assertThat(curve.criticalHits(4)).isEqualTo(5);
        assertThat(curve.criticalHits(5)).isEqualTo(5);
        assertThat(curve.at(1, 4)).isZero();
        assertThat(curve.at(1, 5)).isEqualTo(1);
        for (long n = 1; n < 60; n++) {
            long hits = curve.criticalHits(n);
            assertThat(BinomialTail.log10Upper(n, 0.5, hits - 1)).isGreaterThan(Math.log10(0.05));
            assertThat(hits > n || BinomialTail.log10Upper(n, 0.5, hits) <= Math.log10(0.05))
                    .isTrue();
        }
    }

    @Test
    void manyHitsAreSearchedByBisection() {
        BinomialPower curve = BinomialPower.of(1e-6, 0.5);
        long n = PowerPlan.of(curve, 0.9).sampleSize(0.51).orElseThrow();
        double z = NormalQuantile.ofUpper(1e-6) + NormalQuantile.ofUpper(0.1);
        assertThat((double) n).isCloseTo(z * z / 4 / 1e-4, within(0.01 * n));
        assertThat(curve.at(0.51, n)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void aFewLastWordsAreEnough() {
        // One hit among 24 secrets has p = .0031 for one word of 7776, 4e-7 for two.
        assertThat(BinomialPower.lastWords(0.01, 7776, 1).criticalHits(24)).isEqualTo(1);
        assertThat(BinomialPower.lastWords(0.001, 7776, 1).criticalHits(24)).isEqualTo(2);
        assertThat(BinomialPower.lastWords(1e-6, 7776, 2).criticalHits(24)).isEqualTo(1);
        assertThat(BinomialPower.tprAtFpr(0.01, 0.01).at(0.2, 50)).isGreaterThan(0.9);
    }
}
