package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class BinomialTailTest {
    @Test
    void goldenTails() {
        JsonNode cases = Golden.section("binomial");
        assertThat(cases).hasSize(17);
        for (JsonNode row : cases) {
            double expected = row.get("log10P").asDouble();
            double actual = BinomialTail.log10Upper(
                    row.get("n").asLong(),
                    row.get("q").asDouble(),
                    row.get("successes").asLong());
            assertThat(actual).as(row.toString()).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
        }
    }

    @Test
    void agreesWithSummedProbabilities() {
        for (int n = 1; n <= 40; n++) {
            for (double q : new double[] {1e-3, 0.2, 0.5, 0.97}) {
                BinomialDistribution law = BinomialDistribution.of(n, q);
                double tail = 0;
                for (int s = n; s >= 0; s--) {
                    tail += law.probability(s);
                    double log10 = BinomialTail.log10Upper(n, q, s);
                    assertThat(Math.pow(10, log10)).as("%s %s %s", n, q, s).isCloseTo(tail, within(1e-11 * tail));
                }
            }
        }
    }

    @Test
    void testReportsHits() {
        TestResult result = BinomialTail.test("no ghost was seen", 24, 1 / 7776.0, 2);
        assertThat(result.nullHypothesis()).isEqualTo("no ghost was seen");
        assertThat(result.pValue()).isCloseTo(4.56e-6, within(1e-8));
        assertThat(result.statistic()).isEqualTo(2);
        assertThat(result.n()).isEqualTo(24);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(BinomialTail.log10Upper(5, 1, 5)).isEqualTo(0);
        assertThat(BinomialTail.log10Upper(5, 1, 4)).isEqualTo(0);
    }

    @Test
    void neverRejectsATrueNullMoreOftenThanItSays() {
        RandomGenerator random = RandomStream.of(1, "null");
        Rejections.count(10_000, run -> {
                    int hits = 0;
                    for (int i = 0; i < 50; i++) {
                        hits += random.nextDouble() < 0.1 ? 1 : 0;
                    }
                    return BinomialTail.test("no hit", 50, 0.1, hits).pValue();
                })
                .assertConservative();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> BinomialTail.log10Upper(0, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 1, got 0");
        assertThatThrownBy(() -> BinomialTail.log10Upper(3, 0, 1)).hasMessage("q must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> BinomialTail.log10Upper(3, Double.NaN, 1)).hasMessage("q must be in (0, 1], got NaN");
        assertThatThrownBy(() -> BinomialTail.log10Upper(3, 0.5, 4)).hasMessage("successes must be in [0, 3], got 4");
        assertThatThrownBy(() -> BinomialTail.log10Upper(3, 0.5, -1)).hasMessage("successes must be in [0, 3], got -1");
    }
}
