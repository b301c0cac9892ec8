package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StratifiedRankTestTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6};
    private static final int[] PAIRS = {0, 0, 1, 1, 2, 2};

    @Test
    void matchesReferences() {
        int compared = 0;
        for (JsonNode row : Reference.cases("spearman")) {
            if (row.get("kind").asText().equals("strata")) {
                double[] x = Reference.numbers(row.get("x"));
                double[] y = Reference.numbers(row.get("y"));
                int[] strata = Arrays.stream(Reference.numbers(row.get("strata")))
                        .mapToInt(v -> (int) v)
                        .toArray();
                for (Alternative alternative : Alternative.values()) {
                    TestResult result =
                            StratifiedRankTest.withDefaults().with(alternative).test(x, y, strata);
                    double z = row.get("z").asDouble();
                    assertThat(result.statistic()).as("%s", row).isCloseTo(z, within(1e-10 * Math.max(1, Math.abs(z))));
                    if (row.has(alternative.label())) {
                        double expected = row.get(alternative.label()).asDouble();
                        assertThat(result.pValue())
                                .as("%s %s", alternative, row)
                                .isCloseTo(expected, within(1e-10 * expected));
                        assertThat(result.method()).isEqualTo(PValueMethod.EXACT);
                    }
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void saddlePointFollowsExactLaw() {
        RandomGenerator random = RandomStream.of(1, "strata");
        int[] strata = IntStream.range(0, 36).map(i -> i % 4).toArray();
        StratifiedRankTest saddle = StratifiedRankTest.withDefaults().with(RankLaw.SADDLE_POINT);
        StratifiedRankTest exact = StratifiedRankTest.withDefaults().with(RankLaw.EXACT);
        for (int run = 0; run < 20; run++) {
            double[] x = run % 2 == 0 ? Samples.uniform(36, random) : Samples.tied(36, 2, random);
            double[] y = Samples.trend(36, 0.2 * run, random);
            double expected = exact.test(x, y, strata).log10PValue();
            assertThat(saddle.test(x, y, strata).log10PValue()).isCloseTo(expected, within(0.03));
        }
    }

    @Test
    void oneStratumWithoutTiesIsSpearman() {
        RandomGenerator random = RandomStream.of(2, "one");
        double[] x = Samples.uniform(200, random);
        double[] y = Samples.uniform(200, random);
        TestResult plain = SpearmanTest.withDefaults().test(x, y);
        TestResult strata = StratifiedRankTest.withDefaults().test(x, y, new int[200]);
        assertThat(strata.log10PValue()).isCloseTo(plain.log10PValue(), within(1e-9));
        assertThat(strata.statistic()).isCloseTo(plain.statistic() * Math.sqrt(199), within(1e-12));
        assertThat(strata.n()).isEqualTo(200);
    }

    @Test
    void permutationsAgree() {
        RandomGenerator random = RandomStream.of(3, "permutation");
        int[] strata = IntStream.range(0, 60).map(i -> i / 15).toArray();
        double[] x = Samples.uniform(60, random);
        double[] y = Samples.trend(60, 1.5, random);
        double shift = 100;
        for (int i = 0; i < 60; i++) {
            x[i] += shift * strata[i];
            y[i] -= shift * strata[i];
        }
        StratifiedRankTest test = StratifiedRankTest.withDefaults();
        PermutationTest.Result drawn = test.permutation(x, y, strata, PermutationTest.withDefaults());
        TestResult law = test.test(x, y, strata);
        assertThat(drawn.test().statistic()).isCloseTo(law.statistic(), within(1e-12));
        double error = Math.sqrt(law.pValue() * (1 - law.pValue()) / 9_999);
        assertThat(drawn.test().pValue()).isCloseTo(law.pValue(), within(4 * error + 1e-4));
        assertThat(drawn.test().method()).isEqualTo(PValueMethod.PERMUTATION);
    }

    @Test
    void emptyStrataAddNothing() {
        double[] x = {1, 2, 3, 4, 9, 5, 5};
        double[] y = {1, 2, 4, 3, 0, 1, 2};
        TestResult all = StratifiedRankTest.withDefaults().test(x, y, new int[] {7, 7, 7, 7, 1, -3, -3});
        TestResult one = StratifiedRankTest.withDefaults().test(Arrays.copyOf(x, 4), Arrays.copyOf(y, 4), new int[4]);
        assertThat(all).isEqualTo(one);
        assertThat(all.n()).isEqualTo(4);
    }

    @Test
    void refusals() {
        StratifiedRankTest test = StratifiedRankTest.withDefaults();
        assertRefused("x, y and strata must be equally long, got 6, 6 and 2", () -> test.test(X, X, new int[] {1, 2}));
        assertRefused(
                "a stratum must hold at least 2 observations, got 6 strata of 1",
                () -> test.test(X, X, new int[] {1, 2, 3, 4, 5, 6}));
        assertRefused(
                "a stratum must hold at least 2 observations, got 0 strata of 1",
                () -> test.test(new double[0], new double[0], new int[0]));
        assertRefused(
                "x and y must both vary inside a stratum, got none among 3 strata",
                () -> test.test(X, new double[] {1, 1, 2, 2, 3, 3}, PAIRS));
        assertRefused(
                "y must be finite, got NaN at index 1",
                () -> test.test(X, new double[] {1, Double.NaN, 2, 2, 3, 3}, PAIRS));
        assertRefused(
                "x must be finite, got -Infinity at index 0",
                () -> test.test(new double[] {Double.NEGATIVE_INFINITY, 1, 2, 2, 3, 3}, X, PAIRS));
        assertRefused(
                "law must be AUTOMATIC, EXACT or SADDLE_POINT, got STUDENT_T", () -> test.with(RankLaw.STUDENT_T));
        double[] many = Samples.positions(100);
        assertRefused(
                "the exact law takes few and small strata, got 1 strata of up to 100 observations; use SADDLE_POINT",
                () -> test.with(RankLaw.EXACT).test(many, many, new int[100]));
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
