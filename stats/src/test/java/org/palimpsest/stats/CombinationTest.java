package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CombinationTest {
    private static final List<Function<double[], TestResult>> RULES = List.of(
            Combination::fisher,
            Combination::stouffer,
            Combination::simes,
            Combination::cauchy,
            Combination::cauchyAnyDependence,
            Combination::bonferroni,
            Combination::harmonicMean);

    @Test
    void onePValueIsKept() {
        for (double log10P : new double[] {0, -1e-3, -0.3, -2, -400, -1e5}) {
            for (Function<double[], TestResult> rule : RULES) {
                assertThat(rule.apply(new double[] {log10P}).log10PValue())
                        .isCloseTo(log10P, within(1e-12 * Math.abs(log10P)));
            }
        }
    }

    @Test
    void orderDoesNotMatterAndSmallerPValuesNeverWeaken() {
        double[] log10P = {-1.2, -0.01, -3.4, -0.7, -2.2};
        double[] turned = {-0.7, -2.2, -1.2, -0.01, -3.4};
        double[] smaller = {-1.2, -0.01, -3.5, -0.7, -2.2};
        for (Function<double[], TestResult> rule : RULES) {
            double value = rule.apply(log10P).log10PValue();
            assertThat(rule.apply(turned).log10PValue()).isCloseTo(value, within(1e-12));
            assertThat(rule.apply(smaller).log10PValue()).isLessThanOrEqualTo(value);
        }
    }

    @Test
    void everyPValueOneGivesOne() {
        double[] ones = {0, -0.0, 0};
        for (Function<double[], TestResult> rule : RULES) {
            assertThat(rule.apply(ones).pValue()).isEqualTo(1);
        }
        assertThat(Combination.twiceTheMean(ones).pValue()).isEqualTo(1);
    }

    @Test
    void aSingleOneSilencesStoufferAndCauchyOnly() {
        double[] mixed = {0, -50, -50};
        assertThat(Combination.stouffer(mixed).pValue()).isEqualTo(1);
        assertThat(Combination.stouffer(mixed).statistic()).isEqualTo(-Double.MAX_VALUE);
        assertThat(Combination.cauchy(mixed).pValue()).isEqualTo(1);
        assertThat(Combination.cauchyAnyDependence(mixed).pValue()).isEqualTo(1);
        assertThat(Combination.fisher(mixed).log10PValue()).isLessThan(-90);
        assertThat(Combination.simes(mixed).log10PValue()).isCloseTo(-50 + Math.log10(1.5), within(1e-12));
    }

    @Test
    void cauchyScoresThatCancelGiveOneHalf() {
        double[] log10P = {Math.log10(0.25), Math.log10(0.75)};
        assertThat(Combination.cauchy(log10P).pValue()).isCloseTo(0.5, within(1e-15));
        assertThat(Combination.cauchy(new double[] {Math.log10(0.5)}).pValue()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void weightsFavourTheirPValue() {
        double[] log10P = {-6, -0.3};
        double first = Combination.stouffer(log10P, new double[] {3, 1}).log10PValue();
        double second = Combination.stouffer(log10P, new double[] {1, 3}).log10PValue();
        assertThat(first).isLessThan(Combination.stouffer(log10P).log10PValue()).isLessThan(second);
        assertThat(Combination.stouffer(log10P, new double[] {3e300, 1e300}).log10PValue())
                .isCloseTo(first, within(1e-12));
    }

    @Test
    void anyDependenceBoundHoldsAgainstTheWorstCouplingOfTwo() {
        // Antithetic large scores: with p2 = a - p1 below a the mean score is often large at once. The bound must cover
        // it.
        double a = 0.05;
        double least = 1;
        for (int i = 1; i < 1_000; i++) {
            double[] log10P = {Math.log10(a * i / 1_000), Math.log10(a * (1_000 - i) / 1_000)};
            least = Math.min(least, -Combination.cauchyAnyDependence(log10P).pValue());
        }
        // The event {p1 <= a} has chance a, and on it every combined p must reach a at the least.
        assertThat(-least).isGreaterThan(a * (1 - 1e-12));
        assertThat(-least).isCloseTo(a, within(0.001));
    }

    @Test
    void plainCauchyErrsUnderDependenceWhereItsBoundDoesNot() {
        int runs = 4_000;
        var draw = CombinationNulls.correlated(100, 0.3);
        double[][] samples = new double[runs][];
        Arrays.setAll(samples, run -> draw.apply(RandomStream.of(run, "cauchy")));
        long plain = Arrays.stream(samples)
                .filter(p -> Combination.cauchy(p).pValue() <= 0.05)
                .count();
        long bound = Arrays.stream(samples)
                .filter(p -> Combination.cauchyAnyDependence(p).pValue() <= 0.05)
                .count();
        assertThat(Interval.clopperPearson(plain, runs, 0.999).low()).isGreaterThan(0.05);
        assertThat(bound).isLessThan(runs / 20);
    }

    @Test
    void harmonicFactorsArePublishedOnes() {
        assertThat(CauchySum.paretoFactor(1)).isEqualTo(1);
        assertThat(CauchySum.paretoFactor(2)).isEqualTo(2);
        // Below e ln m (Vovk and Wang 2020), and close to ln m + ln ln m + 1 for many.
        for (int m : new int[] {3, 10, 1_000, 1_000_000}) {
            assertThat(CauchySum.paretoFactor(m))
                    .isLessThan(Math.E * Math.log(m))
                    .isGreaterThan(Math.log(m));
        }
    }

    @Test
    void refusals() {
        for (Function<double[], TestResult> rule : RULES) {
            assertThatThrownBy(() -> rule.apply(new double[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("log10P must hold at least 1 value, got 0");
            assertThatThrownBy(() -> rule.apply(new double[] {-1, Double.NaN}))
                    .hasMessage("log10 p must be finite and at most 0, got NaN at index 1");
            assertThatThrownBy(() -> rule.apply(new double[] {0.1}))
                    .hasMessage("log10 p must be finite and at most 0, got 0.1 at index 0");
            assertThatThrownBy(() -> rule.apply(new double[] {Double.NEGATIVE_INFINITY}))
                    .hasMessage("log10 p must be finite and at most 0, got -Infinity at index 0");
        }
        assertThatThrownBy(() -> Combination.twiceTheMean(new double[0]))
                .hasMessage("log10P must hold at least 1 value, got 0");
        assertThatThrownBy(() -> Combination.stouffer(new double[] {-1}, new double[2]))
                .hasMessage("weights must hold 1 values, got 2");
        assertThatThrownBy(() -> Combination.stouffer(new double[] {-1}, new double[] {0}))
                .hasMessage("weights must be positive and finite, got 0.0 at index 0");
    }
}
