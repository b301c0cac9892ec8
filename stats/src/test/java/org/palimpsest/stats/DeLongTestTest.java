package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DeLongTestTest {
    private static final DeLongTest TEST = DeLongTest.withDefaults();

    @Test
    void varianceIsThatOfComparingEveryPair() {
        RandomGenerator random = RandomStream.of(1, "pairs");
        for (int run = 0; run < 40; run++) {
            double[] x = Samples.tied(2 + run, 5, random);
            double[] y = Samples.tied(45 - run, 7, random);
            double[] ofMembers = new double[x.length];
            double[] ofOthers = new double[y.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    double win = x[i] > y[j] ? 1 : x[i] == y[j] ? 0.5 : 0;
                    ofMembers[i] += win / y.length;
                    ofOthers[j] += win / x.length;
                }
            }
            DeLongVariance found = DeLongVariance.of(RocCurve.of(x, y));
            double wanted = variance(ofMembers) / x.length + variance(ofOthers) / y.length;
            assertThat(found.variance()).isCloseTo(wanted, within(1e-15));
            double[] constant = new double[y.length];
            DeLongVariance against =
                    DeLongVariance.ofDifference(Placements.of(x, y), Placements.of(new double[x.length], constant));
            assertThat(against.variance()).isCloseTo(wanted, within(1e-15));
            assertThat(against.estimate()).isCloseTo(found.estimate() - 0.5, within(1e-15));
        }
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Test
    void labelVarianceAndStepAreThoseOfAllAssignments() {
        double[] scores = {1, 1, 2, 3, 3, 3, 4, 4};
        double sum = 0;
        double squares = 0;
        double least = 1;
        int count = 0;
        for (int set = 0; set < 256; set++) {
            if (Integer.bitCount(set) == 3) {
                double auc = RocCurve.auc(of(scores, set, 1), of(scores, set, 0));
                sum += auc;
                squares += auc * auc;
                count++;
                least = auc == 0.5 ? least : Math.min(least, Math.abs(auc - 0.5));
            }
        }
        ExchangeableLabels labels = ExchangeableLabels.of(RocCurve.of(of(scores, 7, 1), of(scores, 7, 0)));
        assertThat(labels.variance()).isCloseTo(squares / count - sum * sum / count / count, within(1e-14));
        assertThat(labels.step()).isEqualTo(1.5 / 15);
    }

    private static double[] of(double[] scores, int set, int label) {
        double[] chosen = new double[label == 1 ? Integer.bitCount(set) : scores.length - Integer.bitCount(set)];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if ((set >> i & 1) == label) {
                chosen[count++] = scores[i];
            }
        }
        return chosen;
    }

    @Test
    void sidesMirror() {
        RandomGenerator random = RandomStream.of(2, "mirror");
        double[] a = Samples.trend(30, 2, random);
        double[] b = Samples.normal(25, random);
        double[] c = Samples.tied(30, 4, random);
        double[] d = Samples.tied(25, 4, random);
        TestResult greater = TEST.with(Alternative.GREATER).test(RocCurve.of(a, b));
        TestResult less = TEST.with(Alternative.LESS).test(RocCurve.of(b, a));
        assertThat(greater.log10PValue()).isCloseTo(less.log10PValue(), within(1e-12));
        assertThat(TEST.test(RocCurve.of(a, b)).pValue()).isCloseTo(2 * greater.pValue(), withinPercentage(1e-9));
        assertThat(greater.n()).isEqualTo(55);
        assertThat(greater.method()).isEqualTo(PValueMethod.ASYMPTOTIC);
        assertThat(TEST.with(Alternative.GREATER).paired(a, b, c, d).log10PValue())
                .isCloseTo(TEST.with(Alternative.LESS).paired(c, d, a, b).log10PValue(), within(1e-12));
        assertThat(greater.statistic()).isEqualTo(RocCurve.auc(a, b));
    }

    @Test
    void identicalScoresDoNotDiffer() {
        double[] a = {1, 4, 2};
        double[] b = {3, 0, 1};
        TestResult same = TEST.paired(a, b, new double[] {10, 40, 20}, new double[] {30, 0, 10});
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(same.statistic()).isZero();
        assertThat(TEST.with(Alternative.GREATER).paired(a, b, a, b).pValue()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void aDifferenceWithoutVarianceIsBounded() {
        double[] high = Samples.positions(9);
        double[] low = {-1, -2, -3, -4, -5};
        TestResult result = TEST.paired(high, low, new double[9], new double[5]);
        assertThat(result.statistic()).isEqualTo(0.5);
        assertThat(result.log10PValue())
                .isCloseTo((Math.log(2) + LogTails.studentUpper(2, 4)) / Math.log(10), within(1e-12));
    }

    @Test
    void perfectSeparationIsNotInfiniteEvidence() {
        TestResult result = TEST.test(RocCurve.of(new double[] {4, 5, 6}, new double[] {1, 2, 3}));
        assertThat(result.pValue()).isBetween(0.1, 0.25);
        assertThat(TEST.test(RocCurve.of(new double[3], new double[3])).pValue())
                .isEqualTo(1);
        assertThat(TEST.with(Alternative.GREATER)
                        .test(RocCurve.of(new double[2], new double[2]))
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void refusals() {
        double[] two = {1, 2};
        double[] one = {1};
        assertThatThrownBy(() -> TEST.test(RocCurve.of(two, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both sides must hold at least 2 scores, got 2 members and 1 non-members");
        assertThatThrownBy(() -> TEST.paired(two, one, two, one))
                .hasMessage("both sides must hold at least 2 scores, got 2 members and 1 non-members");
        assertThatThrownBy(() -> TEST.paired(new double[0], two, new double[0], two))
                .hasMessage("both sides must hold at least 2 scores, got 0 members and 2 non-members");
        assertThatThrownBy(() -> TEST.paired(two, two, one, two))
                .hasMessage("both scores must be of the same members, got 2 and 1");
        assertThatThrownBy(() -> TEST.paired(two, two, two, one))
                .hasMessage("both scores must be of the same non-members, got 2 and 1");
        assertThatThrownBy(() -> TEST.paired(two, two, new double[] {0, Double.NaN}, two))
                .hasMessage("scores of members must be finite, got NaN at index 1");
        assertThatThrownBy(() -> TEST.paired(two, new double[] {Double.NEGATIVE_INFINITY, 1}, two, two))
                .hasMessage("scores of non-members must be finite, got -Infinity at index 0");
    }
}
