package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MultipleTestingTest {
    private static final Offset<Double> TIGHT = within(1e-12);

    @Test
    void holmStepsDown() {
        double[] raw = {Math.log10(0.01), Math.log10(0.04), Math.log10(0.03), Math.log10(0.005)};
        double[] adjusted = MultipleTesting.holm(raw);
        // 4 * .005, 3 * .01, 2 * .03, then 1 * .04 lifted to .06
        assertThat(Math.pow(10, adjusted[3])).isCloseTo(0.02, TIGHT);
        assertThat(Math.pow(10, adjusted[0])).isCloseTo(0.03, TIGHT);
        assertThat(Math.pow(10, adjusted[2])).isCloseTo(0.06, TIGHT);
        assertThat(Math.pow(10, adjusted[1])).isCloseTo(0.06, TIGHT);
        assertThat(raw[0]).isEqualTo(Math.log10(0.01));
    }

    @Test
    void holmWorksWhereNoDoubleHoldsP() {
        assertThat(MultipleTesting.holm(new double[] {-1e5, 0}))
                .containsExactly(new double[] {-1e5 + Math.log10(2), 0}, TIGHT);
        assertThat(MultipleTesting.holm(new double[] {-0.1, -0.2})).containsExactly(0, 0);
        assertThat(MultipleTesting.holm(new double[0])).isEmpty();
    }

    @Test
    void holmRarelyErrsOnceAmongManyTrueNulls() {
        RandomGenerator random = RandomStream.of(1, "family");
        Rejections.count(5_000, run -> {
                    double[] log10P = Arrays.stream(Samples.uniform(20, random))
                            .map(Math::log10)
                            .toArray();
                    return Math.pow(
                            10,
                            Arrays.stream(MultipleTesting.holm(log10P)).min().orElseThrow());
                })
                .assertConservative();
    }

    @Test
    void hommelIsTheClosedTestOfSimes() {
        RandomGenerator random = RandomStream.of(2, "closure");
        for (int run = 0; run < 40; run++) {
            int m = 1 + RandomStream.below(7, random);
            double[] log10P = new double[m];
            Arrays.setAll(log10P, i -> Math.log10((1 + RandomStream.below(30, random)) / 60.0));
            double[] expected = new double[m];
            Arrays.fill(expected, Double.NEGATIVE_INFINITY);
            for (int set = 1; set < 1 << m; set++) {
                int members = set;
                double[] chosen = IntStream.range(0, m)
                        .filter(i -> (members >> i & 1) == 1)
                        .mapToDouble(i -> log10P[i])
                        .toArray();
                double simes = Combination.simes(chosen).log10PValue();
                for (int i = 0; i < m; i++) {
                    expected[i] = (set >> i & 1) == 1 ? Math.max(expected[i], simes) : expected[i];
                }
            }
            assertThat(MultipleTesting.hommel(log10P)).containsExactly(expected, TIGHT);
        }
    }

    @Test
    void everyAdjustmentIsOrderedAsItsGuarantees() {
        double[] log10P = {-0.2, -3, -1.5, -1.5, -7, -0.9, -2.1, 0};
        double[] hommel = MultipleTesting.hommel(log10P);
        double[] hochberg = MultipleTesting.hochberg(log10P);
        double[] holm = MultipleTesting.holm(log10P);
        double[] bonferroni = MultipleTesting.bonferroni(log10P);
        double[] bh = MultipleTesting.benjaminiHochberg(log10P);
        double[] by = MultipleTesting.benjaminiYekutieli(log10P);
        for (int i = 0; i < log10P.length; i++) {
            assertThat(hommel[i]).isLessThanOrEqualTo(hochberg[i] + 1e-12);
            assertThat(hochberg[i]).isLessThanOrEqualTo(holm[i] + 1e-12);
            assertThat(holm[i]).isLessThanOrEqualTo(bonferroni[i] + 1e-12);
            assertThat(bh[i]).isLessThanOrEqualTo(hommel[i] + 1e-12).isLessThanOrEqualTo(by[i]);
        }
        assertThat(by[4]).isCloseTo(bh[4] + Math.log10(761 / 280.0), TIGHT);
    }

    @Test
    void adjustmentsWorkInTheFarTail() {
        double[] log10P = {-1e5, -2e5, -3};
        assertThat(MultipleTesting.benjaminiHochberg(log10P))
                .containsExactly(new double[] {-1e5 + Math.log10(1.5), -2e5 + Math.log10(3), -3}, within(1e-9));
        assertThat(MultipleTesting.bonferroni(new double[0])).isEmpty();
        assertThat(MultipleTesting.hommel(new double[0])).isEmpty();
        assertThat(MultipleTesting.eBenjaminiHochberg(new double[0])).isEmpty();
    }

    @Test
    void eBhRejectsWhatItsDefinitionRejects() {
        double[] e = {100, 3, 60, 0, 25, 40};
        double[] log10E = Arrays.stream(e).map(Math::log10).toArray();
        double[] adjusted = MultipleTesting.eBenjaminiHochberg(log10E);
        double[] falling = Arrays.stream(e).map(v -> -v).sorted().map(v -> -v).toArray();
        for (double alpha : new double[] {0.001, 0.03, 0.049, 0.051, 0.059, 0.061, 0.1, 0.3, 0.7, 0.999}) {
            int rejected = 0;
            for (int k = 1; k <= e.length; k++) {
                rejected = k * falling[k - 1] >= e.length / alpha ? k : rejected;
            }
            double threshold = rejected == 0 ? Double.POSITIVE_INFINITY : falling[rejected - 1];
            for (int i = 0; i < e.length; i++) {
                assertThat(adjusted[i] <= Math.log10(alpha)).isEqualTo(e[i] >= threshold);
            }
        }
        assertThat(adjusted[3]).isZero();
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> MultipleTesting.holm(new double[] {-1, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log10 p must be at most 0, got 0.5 at index 1");
        assertThatThrownBy(() -> MultipleTesting.holm(new double[] {Double.NaN}))
                .hasMessage("log10 p must be at most 0, got NaN at index 0");
        assertThatThrownBy(() -> MultipleTesting.benjaminiYekutieli(new double[] {1}))
                .hasMessage("log10 p must be at most 0, got 1.0 at index 0");
        assertThatThrownBy(() -> MultipleTesting.eBenjaminiHochberg(new double[] {0, Double.NaN}))
                .hasMessage("log10 e must be below infinity, got NaN at index 1");
    }
}
