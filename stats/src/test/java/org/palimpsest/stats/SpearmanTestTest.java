package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.combinatorics.LogBinomialCoefficient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SpearmanTestTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6};
    private static final double[] Y = {2, 1, 4, 3, 6, 5};

    @Test
    void goldenTailsToElevenDigits() {
        JsonNode cases = Golden.section("spearman");
        assertThat(cases).hasSize(16);
        for (JsonNode row : cases) {
            double expected = row.get("log10P").asDouble();
            double actual = SpearmanTest.log10TwoSidedP(
                    row.get("rho").asDouble(), row.get("n").asLong());
            assertThat(actual).as(row.toString()).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
        }
    }

    @Test
    void correlationIsThatOfRanks() {
        // 1 - 6 * 6 / (6 * 35)
        assertThat(SpearmanTest.correlation(X, Y)).isCloseTo(1 - 36 / 210.0, within(1e-15));
        RandomGenerator random = RandomStream.of(1, "pearson");
        for (int n = 3; n < 50; n++) {
            double[] x = Samples.normal(n, random);
            double[] y = Samples.tied(n, 4, random);
            y[0] = 9;
            assertThat(SpearmanTest.correlation(x, y))
                    .isCloseTo(pearson(MidRanks.of(x), MidRanks.of(y)), within(1e-13));
        }
    }

    @Test
    void correlationIsExactlyOneForPerfectOrders() {
        double[] tied = {1, 1, 2, 5, 5, 5, 7};
        double[] grown = {10, 10, 20, 50, 50, 50, 70};
        double[] shrunk = {-10, -10, -20, -50, -50, -50, -70};
        assertThat(SpearmanTest.correlation(tied, grown)).isEqualTo(1);
        assertThat(SpearmanTest.correlation(tied, shrunk)).isEqualTo(-1);
    }

    @Test
    void sidesOfTheTLawShareOneTail() {
        SpearmanTest test = SpearmanTest.withDefaults().with(RankLaw.STUDENT_T);
        double two = test.test(X, Y).pValue();
        assertThat(two).isCloseTo(Math.pow(10, SpearmanTest.log10TwoSidedP(1 - 36 / 210.0, 6)), within(1e-14));
        TestResult greater = test.with(Alternative.GREATER).test(X, Y);
        TestResult less = test.with(Alternative.LESS).test(X, Y);
        assertThat(greater.pValue()).isCloseTo(two / 2, within(1e-15));
        assertThat(less.pValue()).isCloseTo(1 - two / 2, within(1e-15));
        assertThat(greater.method()).isEqualTo(PValueMethod.ASYMPTOTIC);
        assertThat(greater.n()).isEqualTo(6);
        assertThat(greater.statistic()).isGreaterThan(0.8);
    }

    @Test
    void matchesReferences() {
        int compared = 0;
        for (JsonNode row : Reference.cases("spearman")) {
            String kind = row.get("kind").asText();
            if (kind.equals("t")) {
                double expected = row.get("log10P").asDouble();
                double actual = SpearmanTest.log10TwoSidedP(
                        row.get("rho").asDouble(), row.get("n").asLong());
                assertThat(actual).as("%s", row).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
                compared++;
            } else if (!kind.equals("strata")) {
                double[] x = Reference.numbers(row.get("x"));
                double[] y = Reference.numbers(row.get("y"));
                for (Alternative alternative : Alternative.values()) {
                    if (row.has(alternative.label())) {
                        double expected = row.get(alternative.label()).asDouble();
                        TestResult result =
                                SpearmanTest.withDefaults().with(alternative).test(x, y);
                        assertThat(result.pValue())
                                .as("%s %s", alternative, row)
                                .isCloseTo(expected, within(1e-10 * expected));
                        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
                    }
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    @Test
    void automaticIsExactForFewPairsAndSaddlePointForMore() {
        SpearmanTest test = SpearmanTest.withDefaults();
        double[] y = Samples.uniform(14, RandomStream.of(5, "few"));
        TestResult few = test.test(Samples.positions(13), Arrays.copyOf(y, 13));
        TestResult more = test.test(Samples.positions(14), y);
        assertThat(few.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(more.method()).isEqualTo(PValueMethod.ASYMPTOTIC);
        assertThat(test.with(RankLaw.SADDLE_POINT).test(Samples.positions(14), y))
                .isEqualTo(more);
        assertThat(test.with(RankLaw.SADDLE_POINT)
                        .test(Samples.positions(13), Arrays.copyOf(y, 13))
                        .pValue())
                .isCloseTo(few.pValue(), within(0.005 * few.pValue()))
                .isNotEqualTo(few.pValue());
        assertRefused(
                "the exact law takes at most 13 pairs, or more with many ties, got 14 pairs with 14 and 14 distinct values;"
                        + " use SADDLE_POINT",
                () -> test.with(RankLaw.EXACT).test(Samples.positions(14), y));
    }

    @Test
    void manyTiesKeepMorePairsExact() {
        double[] x = new double[400];
        Arrays.fill(x, 0, 5, 1);
        double[] y = new double[400];
        Arrays.fill(y, 3, 12, 1);
        TestResult result =
                SpearmanTest.withDefaults().with(Alternative.GREATER).test(x, y);
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        // hypergeometric: at least 2 of 5 marked among 9 of 400
        double none = chance(0);
        double one = chance(1);
        assertThat(result.pValue()).isCloseTo(1 - none - one, within(1e-12));
    }

    private static double chance(int hits) {
        return Math.exp(LogBinomialCoefficient.value(9, hits)
                + LogBinomialCoefficient.value(391, 5 - hits)
                - LogBinomialCoefficient.value(400, 5));
    }

    @Test
    void tailGapIsADecadeWhereThePaperHasOne() {
        double[] x = Samples.positions(6_000);
        double[] y = Samples.trend(6_000, 1, RandomStream.of(7, "gap"));
        SpearmanTest test = SpearmanTest.withDefaults();
        assertThat(test.test(x, y).statistic()).isBetween(0.26, 0.30);
        assertThat(test.log10TailGap(x, y)).isBetween(0.6, 1.4);
        assertThat(test.with(RankLaw.STUDENT_T).log10TailGap(x, y)).isEqualTo(0);
    }

    @Test
    void wrongSideOfAFarTailKeepsItsDigits() {
        double[] x = Samples.positions(2_000);
        double[] y = Samples.trend(2_000, 2, RandomStream.of(2, "tail"));
        for (RankLaw law : new RankLaw[] {RankLaw.STUDENT_T, RankLaw.SADDLE_POINT}) {
            SpearmanTest test = SpearmanTest.withDefaults().with(law);
            double two = test.test(x, y).log10PValue();
            double less = test.with(Alternative.LESS).test(x, y).log10PValue();
            assertThat(two).isBetween(-300.0, -50.0);
            double half = Math.pow(10, two) / 2;
            assertThat(less)
                    .isCloseTo(-half / Math.log(10), within(law == RankLaw.STUDENT_T ? 1e-9 * half : 1e-4 * half));
        }
    }

    @Test
    void perfectOrderHasItsExactChance() {
        double[] x = {1, 2, 3, 4};
        double[] down = {4, 3, 2, 1};
        assertThat(SpearmanTest.withDefaults().test(x, x).pValue()).isCloseTo(2 / 24.0, within(1e-15));
        TestResult greater =
                SpearmanTest.withDefaults().with(Alternative.GREATER).test(x, x);
        assertThat(greater.pValue()).isCloseTo(1 / 24.0, within(1e-15));
        assertThat(greater.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(SpearmanTest.withDefaults()
                        .with(Alternative.LESS)
                        .test(x, down)
                        .pValue())
                .isCloseTo(1 / 24.0, within(1e-15));
        double[] tied = {1, 1, 2, 3};
        assertThat(SpearmanTest.withDefaults()
                        .with(Alternative.GREATER)
                        .test(tied, tied)
                        .pValue())
                .isCloseTo(2 / 24.0, within(1e-15));
        assertThat(SpearmanTest.log10TwoSidedP(-1, 4)).isCloseTo(Math.log10(2 / 24.0), within(1e-14));
    }

    @Test
    void noCorrelationHasNoEvidence() {
        assertThat(SpearmanTest.log10TwoSidedP(0, 10)).isEqualTo(0);
        double[] x = {1, 2, 3, 4};
        double[] y = {2, 4, 1, 3};
        TestResult result =
                SpearmanTest.withDefaults().with(Alternative.GREATER).test(x, y);
        assertThat(result.statistic()).isEqualTo(0);
        // two of 24 orders have rho 0, eleven a larger one
        assertThat(result.pValue()).isCloseTo(13 / 24.0, within(1e-15));
    }

    @Test
    void refusals() {
        SpearmanTest test = SpearmanTest.withDefaults();
        for (int n = 0; n < 3; n++) {
            double[] few = Samples.positions(n);
            assertRefused("n must be at least 3, got " + n, () -> test.test(few, few));
        }
        assertRefused("x and y must be equally long, got 6 and 3", () -> test.test(X, new double[] {1, 2, 3}));
        assertRefused("y must vary, got 6 times the value 4.0", () -> test.test(X, new double[] {4, 4, 4, 4, 4, 4}));
        assertRefused(
                "y must be finite, got NaN at index 3", () -> test.test(X, new double[] {1, 2, 3, Double.NaN, 5, 6}));
        assertRefused(
                "x must be finite, got Infinity at index 0",
                () -> test.test(new double[] {Double.POSITIVE_INFINITY, 2, 3, 4, 5, 6}, X));
        assertRefused("rho must be in [-1, 1], got 1.5", () -> SpearmanTest.log10TwoSidedP(1.5, 10));
        assertRefused("rho must be in [-1, 1], got NaN", () -> SpearmanTest.log10TwoSidedP(Double.NaN, 10));
        assertRefused("n must be at least 3, got 2", () -> SpearmanTest.log10TwoSidedP(0.5, 2));
    }

    @Test
    void rejectsATrueNullAsOftenAsItSays() {
        RandomGenerator random = RandomStream.of(3, "null");
        double[] x = Samples.positions(100);
        for (Alternative alternative : Alternative.values()) {
            SpearmanTest test =
                    SpearmanTest.withDefaults().with(RankLaw.STUDENT_T).with(alternative);
            Rejections.count(
                            4_000,
                            run -> test.test(x, Samples.uniform(100, random)).pValue())
                    .assertUniform();
            Rejections.count(
                            4_000,
                            run -> test.test(x, Samples.tied(100, 3, random)).pValue())
                    .assertUniform();
        }
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static double pearson(double[] x, double[] y) {
        double mean = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
