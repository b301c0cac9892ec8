package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;

/** {@link WelchTest}, {@link PairedTTest} and {@link OneAgainstManyTest}. */
class StudentTestsTest {
    private static final WelchTest WELCH = WelchTest.withDefaults();
    private static final PairedTTest PAIRED = PairedTTest.withDefaults();
    private static final OneAgainstManyTest AGAINST = OneAgainstManyTest.withDefaults();
    private static final double[] X = {3, 1, 4, 1, 5, 9, 2, 6};
    private static final double[] Y = {2, 7, 1, 8, 2, 8, 1, 8};

    @Test
    void agreesWithCommons() {
        TTest.Result welch = TTest.withDefaults().test(X, Y);
        assertThat(WELCH.test(X, Y).statistic()).isCloseTo(welch.getStatistic(), within(1e-14));
        assertThat(WELCH.with(WelchTest.Degrees.SATTERTHWAITE).test(X, Y).pValue())
                .isCloseTo(welch.getPValue(), within(1e-14));
        assertThat(WELCH.test(X, Y).n()).isEqualTo(16);
        TTest.Result paired = TTest.withDefaults().pairedTest(X, Y);
        assertThat(PAIRED.test(X, Y).statistic()).isCloseTo(paired.getStatistic(), within(1e-14));
        assertThat(PAIRED.test(X, Y).pValue()).isCloseTo(paired.getPValue(), within(1e-14));
        assertThat(PAIRED.test(X, Y).n()).isEqualTo(8);
    }

    @Test
    void welchTakesTheDegreesOfTheSmallerSample() {
        double[] few = {1, 2, 4};
        TestResult result = WELCH.with(Alternative.LESS).test(few, Y);
        assertThat(result.pValue()).isCloseTo(Math.exp(LogTails.studentUpper(-result.statistic(), 2)), within(1e-14));
        assertThat(WELCH.with(Alternative.GREATER).test(Y, few).pValue()).isCloseTo(result.pValue(), within(1e-14));
    }

    @Test
    void oneAgainstManyShowsThreeNumbers() {
        OneAgainstManyTest.Result result = AGAINST.test(10, X);
        double mean = Arrays.stream(X).average().orElseThrow();
        double squares = Arrays.stream(X).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(result.student().statistic())
                .isCloseTo((10 - mean) / Math.sqrt(squares / 7 * (1 + 1 / 8.0)), within(1e-13));
        assertThat(result.publishedZ()).isCloseTo((10 - mean) / (Math.sqrt(squares / 8) + 1e-6), within(1e-13));
        assertThat(result.rank().pValue()).isEqualTo(1 / 9.0);
        assertThat(result.rank().statistic()).isEqualTo(1);
        assertThat(AGAINST.test(4, X).rank().pValue()).isEqualTo(5 / 9.0);
        assertThat(AGAINST.with(Alternative.LESS).test(1, X).rank().pValue()).isEqualTo(3 / 9.0);
        assertThat(AGAINST.with(Alternative.TWO_SIDED).test(0, X).rank().pValue())
                .isEqualTo(2 / 9.0);
        assertThat(AGAINST.with(Alternative.TWO_SIDED).test(3, X).rank().pValue())
                .isEqualTo(1);
    }

    @Test
    void thePublishedZIsNoTestAndTIs() {
        assertRates(ReshuffleBench.rates(ReshuffleBench.published(9), 40_000, 1), 0.090, 0.036, 0.012);
        assertRates(ReshuffleBench.rates(ReshuffleBench.student(9), 40_000, 1), 0.05, 0.01, 0.001);
        assertThat(ReshuffleBench.rates(ReshuffleBench.publishedForTwo(), 40_000, 1)[2])
                .isCloseTo(0.087, within(0.004));
        assertRates(ReshuffleBench.rates(ReshuffleBench.student(2), 40_000, 1), 0.05, 0.01, 0.001);
        assertThat(ReshuffleBench.rates(ReshuffleBench.rank(9), 40_000, 1)[0]).isZero();
    }

    private static void assertRates(double[] rates, double at05, double at01, double at001) {
        assertThat(rates[0]).isCloseTo(at05, within(0.004));
        assertThat(rates[1]).isCloseTo(at01, within(0.003));
        assertThat(rates[2]).isCloseTo(at001, within(0.002));
    }

    @Test
    void shardedTOverRejectsSkewedLikelihoodsAndRanksDoNot() {
        double[] t = shards(ReshuffleBench.Shard.PUBLISHED_T);
        double[] rank = shards(ReshuffleBench.Shard.RANK);
        double[] one = shards(ReshuffleBench.Shard.FLIP_ONE);
        assertThat(t[0]).isGreaterThan(0.2);
        assertThat(rank[0]).isBetween(0.03, 0.067);
        assertThat(one[0]).isBetween(0.03, 0.067);
    }

    private static double[] shards(ReshuffleBench.Shard test) {
        return ReshuffleBench.rates(r -> test.pValue(ReshuffleBench.Shards.of(10, true, r)), 1_000, 1);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> WELCH.test(new double[1], Y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must hold at least 2 values, got 1");
        assertThatThrownBy(() -> WELCH.test(X, new double[0])).hasMessage("y must hold at least 2 values, got 0");
        assertThatThrownBy(() -> WELCH.test(X, new double[] {1, Double.NaN}))
                .hasMessage("y must be finite, got NaN at index 1");
        assertThatThrownBy(() -> WELCH.test(new double[] {1, 1}, new double[] {2, 2}))
                .hasMessage(
                        "x or y must vary by more than rounding, got standard deviation 0.0 at magnitudes up to 2.0");
        assertThatThrownBy(() -> PAIRED.test(X, new double[3])).hasMessage("x and y must be equally long, got 8 and 3");
        assertThatThrownBy(() -> PAIRED.test(new double[1], new double[1])).hasMessage("n must be at least 2, got 1");
        assertThatThrownBy(() -> PAIRED.test(new double[1]))
                .hasMessage("differences must hold at least 2 values, got 1");
        assertThatThrownBy(() -> PAIRED.test(new double[] {0, Double.NEGATIVE_INFINITY}))
                .hasMessage("differences must be finite, got -Infinity at index 1");
        // Differences of 0.1 but for rounding.
        assertThatThrownBy(() -> PAIRED.test(new double[] {0.3, 0.4, 1.1}, new double[] {0.2, 0.3, 1.0}))
                .hasMessageStartingWith("differences must vary by more than rounding, got standard deviation ");
        assertThatThrownBy(() -> AGAINST.test(Double.NaN, X)).hasMessage("value must be finite, got NaN");
        assertThatThrownBy(() -> AGAINST.test(1, new double[1]))
                .hasMessage("others must hold at least 2 values, got 1");
        assertThatThrownBy(() -> AGAINST.test(1, new double[] {5, 5, 5}))
                .hasMessage(
                        "others must vary by more than rounding, got standard deviation 0.0 at magnitudes up to 5.0");
    }
}
