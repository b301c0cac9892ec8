package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KendallTestTest {
    private static final KendallTest TEST = KendallTest.withDefaults();

    @Test
    void agreesWithIndependentSoftware() {
        for (JsonNode row : Reference.cases("kendall")) {
            int n = row.get("n").asInt();
            double[] x = series(n, row.get("a").asInt(), row.get("m").asInt(), 0);
            double[] y = series(n, row.get("b").asInt(), row.get("k").asInt(), 1);
            check(row, "greater", TEST.with(Alternative.GREATER).test(x, y));
            check(row, "less", TEST.with(Alternative.LESS).test(x, y));
            check(row, "two", TEST.test(x, y));
        }
    }

    private static void check(JsonNode row, String side, TestResult result) {
        double expected = row.get(side).asDouble();
        assertThat(result.statistic()).as("%s", row).isCloseTo(row.get("tau").asDouble(), within(1e-13));
        assertThat(result.method().label())
                .as("%s", row)
                .isEqualTo(row.get("method").asText());
        assertThat(result.log10PValue())
                .as("%s of %s", side, row)
                .isCloseTo(expected, within(4e-11 * Math.max(1e-4, Math.abs(expected))));
    }

    private static double[] series(int n, int factor, int modulus, int shift) {
        return IntStream.range(0, n)
                .mapToDouble(i -> factor * (i + shift) % modulus)
                .toArray();
    }

    @Test
    void scoreAgreesWithCountingAllPairs() {
        RandomGenerator random = RandomStream.of(1, "kendall");
        for (int n = 3; n < 80; n++) {
            for (int distinct : new int[] {2, 3, n}) {
                int[] x = RankOrder.centred(Samples.tied(n, distinct, random));
                int[] y = RankOrder.centred(Samples.tied(n, 1 + distinct / 2, random));
                assertThat(KendallScore.of(x, y).score()).isEqualTo(score(x, y));
                assertThat(Arrays.stream(KendallScore.of(x, y).x()).sum()).isEqualTo(n);
            }
        }
    }

    private static long score(int[] x, int[] y) {
        long score = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                score += (long) Integer.compare(x[i], x[j]) * Integer.compare(y[i], y[j]);
            }
        }
        return score;
    }

    @Test
    void varianceIsThatOfAllOrders() {
        double[] x = {1, 1, 2, 2, 2, 3, 4};
        double[] y = {5, 6, 6, 6, 7, 7, 9};
        int[] a = RankOrder.centred(x);
        int[] b = RankOrder.centred(y);
        Blocks all = Blocks.single(7);
        double squares = 0;
        for (int number = 0; number < 5_040; number++) {
            double score = score(a, moved(b, all.order(number)));
            squares += score * score;
        }
        assertThat(KendallScore.of(a, b).variance()).isCloseTo(squares / 5_040, within(1e-11));
    }

    private static int[] moved(int[] values, int[] order) {
        return IntStream.of(order).map(i -> values[i]).toArray();
    }

    @Test
    void perfectOrderReachesOneInNFactorial() {
        double[] x = Samples.positions(20);
        TestResult result = TEST.with(Alternative.GREATER).test(x, x);
        assertThat(result.statistic()).isEqualTo(1);
        assertThat(result.pValue()).isCloseTo(1 / 2432902008176640000.0, within(1e-31));
        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(TEST.with(Alternative.LESS).test(x, x).pValue()).isEqualTo(1);
    }

    @Test
    void tiesInBothAreComparedWithOrders() {
        double[] x = Samples.tied(9, 3, RandomStream.of(2, "x"));
        double[] y = Samples.tied(9, 3, RandomStream.of(3, "y"));
        assertThat(TEST.test(x, y).method()).isEqualTo(PValueMethod.PERMUTATION);
        assertThat(TEST.withSeed(1).test(x, y).log10PValue())
                .isNotEqualTo(TEST.test(x, y).log10PValue());
        double[] rareX = new double[100];
        double[] rareY = new double[100];
        rareX[3] = rareX[4] = rareY[4] = rareY[5] = 1;
        // One common mark of two and two: the normal law would give 1e-6.
        TestResult rare = TEST.test(rareX, rareY);
        assertThat(rare.method()).isEqualTo(PValueMethod.PERMUTATION);
        assertThat(rare.pValue()).isBetween(0.03, 0.05);
    }

    @Test
    void normalTailIsNeverBelowTheExactOneWhereItTakesOver() {
        int n = InversionLaw.MAX_N;
        int[] ones = new int[n];
        Arrays.fill(ones, 1);
        InversionLaw law = new InversionLaw(ones);
        for (long d = 0; d < 6_300; d += 150) {
            KendallScore score = new KendallScore(n, law.most() - 2 * d, ones, ones);
            assertThat(KendallNormalTail.of(score).logP(Alternative.GREATER))
                    .isGreaterThanOrEqualTo(law.logAtMost(d) - 1e-3);
        }
    }

    @Test
    void refusals() {
        double[] x = {1, 2, 3};
        for (int n = 0; n < 3; n++) {
            double[] few = new double[n];
            assertThatThrownBy(() -> TEST.test(few, few))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("n must be at least 3, got " + few.length);
        }
        assertThatThrownBy(() -> TEST.test(x, new double[4])).hasMessage("x and y must be equally long, got 3 and 4");
        assertThatThrownBy(() -> TEST.test(x, new double[3])).hasMessage("y must vary, got 3 times the value 0.0");
        assertThatThrownBy(() -> TEST.test(x, new double[] {1, Double.NaN, 2}))
                .hasMessage("y must be finite, got NaN at index 1");
        assertThatThrownBy(() -> KendallTest.correlation(new double[] {1, Double.POSITIVE_INFINITY, 2}, x))
                .hasMessage("x must be finite, got Infinity at index 1");
    }
}
