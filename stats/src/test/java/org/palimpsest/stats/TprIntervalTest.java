package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class TprIntervalTest {
    private static final TprInterval BAND = TprInterval.withDefaults();

    @Test
    void enclosesTheThresholdByOrderStatistics() {
        RandomGenerator random = RandomStream.of(1, "band");
        for (int run = 0; run < 100; run++) {
            double[] members = Samples.tied(20, 30, random);
            double[] others = Samples.tied(2 + 3 * run, 25, random);
            double fpr = (1 + RandomStream.below(others.length, random)) / (double) others.length;
            BinomialDistribution law = BinomialDistribution.of(others.length, fpr);
            int a = 0;
            while (a < others.length && law.cumulativeProbability(a) <= 0.0125) {
                a++;
            }
            int b = others.length + 1;
            while (b > 1 && law.survivalProbability(b - 2) <= 0.0125) {
                b--;
            }
            int strictlyAbove = count(members, a == 0 ? Double.POSITIVE_INFINITY : greatest(others, a), false);
            int atLeast = count(members, b > others.length ? Double.NEGATIVE_INFINITY : greatest(others, b), true);
            Interval found = BAND.of(RocCurve.of(members, others), fpr);
            assertThat(found.low())
                    .isEqualTo(Interval.clopperPearson(strictlyAbove, 20, 0.975).low());
            assertThat(found.high())
                    .isEqualTo(Interval.clopperPearson(atLeast, 20, 0.975).high());
        }
    }

    private static double greatest(double[] values, int place) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - place];
    }

    private static int count(double[] values, double threshold, boolean orEqual) {
        int count = 0;
        for (double value : values) {
            count += value > threshold || (orEqual && value == threshold) ? 1 : 0;
        }
        return count;
    }

    @Test
    void coversWhereClopperAndPearsonDoNot() {
        CoverageBench.Cell cell = new CoverageBench.Cell(0.8, 100, 0.05);
        int runs = 400;
        int band = 0;
        int plain = 0;
        for (int run = 0; run < runs; run++) {
            RocCurve curve = cell.curve(RandomStream.of(5, "covers/" + run));
            List<Interval> found = List.copyOf(cell.direct(curve).values());
            band += found.get(1).contains(cell.truth()) ? 1 : 0;
            plain += found.get(0).contains(cell.truth()) ? 1 : 0;
        }
        assertThat(Interval.clopperPearson(band, runs, 0.999).high()).isGreaterThan(0.95);
        assertThat(band).isGreaterThan((int) (0.97 * runs));
        assertThat(Interval.clopperPearson(plain, runs, 0.999).high()).isLessThan(0.9);
    }

    @Test
    void ends() {
        RocCurve curve = RocCurve.of(Samples.positions(50), Samples.positions(10));
        assertThat(BAND.of(curve, 0.1).low()).isZero();
        assertThat(BAND.of(curve, 1).high()).isEqualTo(1);
        assertThat(BAND.withConfidence(0.5).of(curve, 0.1).high())
                .isLessThan(BAND.of(curve, 0.1).high());
    }

    @Test
    void refusals() {
        RocCurve curve = RocCurve.of(Samples.positions(5), Samples.positions(10));
        assertThatThrownBy(() -> BAND.of(curve, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fpr must be in [1/10, 1] with 10 non-members, got 0.05");
        assertThatThrownBy(() -> BAND.withConfidence(1)).hasMessage("confidence must be in (0, 1), got 1.0");
    }
}
