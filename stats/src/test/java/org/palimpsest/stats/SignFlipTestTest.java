package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SignFlipTestTest {
    private static final SignFlipTest TEST = SignFlipTest.withDefaults();
    private static final SignFlipTest UP = TEST.with(Alternative.GREATER);

    @Test
    void agreesWithEverySigning() {
        RandomGenerator random = RandomStream.of(1, "signings");
        for (int n = 1; n <= 12; n++) {
            double[] d = Samples.normal(n, random);
            for (Alternative alternative : Alternative.values()) {
                assertThat(TEST.with(alternative).test(d).pValue())
                        .as("%s %s", n, alternative)
                        .isCloseTo(share(d, alternative), within(1e-14));
            }
        }
    }

    /** The share of signings whose mean is at least as extreme. */
    private static double share(double[] d, Alternative alternative) {
        double observed = side(Arrays.stream(d).sum(), alternative);
        int count = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >> i & 1) == 0 ? d[i] : -d[i];
            }
            count += side(sum, alternative) >= observed - 1e-12 ? 1 : 0;
        }
        return count / Math.pow(2, d.length);
    }

    private static double side(double sum, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.abs(sum);
            case GREATER -> sum;
            case LESS -> -sum;
        };
    }

    @Test
    void allWaysAgree() {
        double[] whole = {3, -1, 4, 1, -5, 9, 2, 6, 5, 3, 5, -8, 9, 7, 9, 3, 2, -3, 8, 4};
        double[] scaled = Arrays.stream(whole).map(d -> d * 0.1).toArray();
        TestResult law = UP.test(whole);
        TestResult counted = UP.test(scaled);
        assertThat(law.method()).isEqualTo(PValueMethod.EXACT);
        assertThat(counted.method()).isEqualTo(PValueMethod.EXACT);
        // 0.1 makes sums of equal size differ in their last bits: they are tied all the same.
        assertThat(counted.pValue()).isCloseTo(law.pValue(), within(1e-15));
        double[] longer = new double[3 * whole.length];
        Arrays.setAll(longer, i -> (i % 3 - 0.9) * whole[i / 3]);
        TestResult drawn = UP.withFlips(99_999).test(longer);
        assertThat(drawn.method()).isEqualTo(PValueMethod.PERMUTATION);
        double exact = UP.test(Arrays.stream(longer).map(d -> Math.rint(10 * d)).toArray())
                .pValue();
        assertThat(drawn.pValue()).isCloseTo(exact, within(0.007));
        assertThat(UP.withFlips(99_999).withSeed(1).test(longer).pValue()).isNotEqualTo(drawn.pValue());
        assertThat(UP.withFlips(99_999).test(longer)).isEqualTo(drawn);
    }

    @Test
    void reachesFarDownByRanks() {
        double[] d = new double[600];
        Arrays.setAll(d, i -> 1 + Math.sqrt(i));
        TestResult result = UP.with(SignFlipTest.Statistic.SIGNED_RANK).test(d);
        assertThat(result.log10PValue()).isCloseTo(-600 * Math.log10(2), within(1e-9));
        assertThat(result.statistic()).isEqualTo(600 * 601 / 2.0);
    }

    @Test
    void zerosCountAgainstTheEvidence() {
        SignFlipTest ranks = UP.with(SignFlipTest.Statistic.SIGNED_RANK);
        double without = ranks.test(new double[] {1, 2, 3, 4}).pValue();
        assertThat(without).isEqualTo(1 / 16.0);
        // The zero has rank 1 and fell against us: 2 of 32 signings reach 14 of 15.
        assertThat(ranks.test(new double[] {0, 1, 2, 3, 4}).pValue()).isCloseTo(2 / 32.0, within(1e-15));
        assertThat(ranks.test(new double[] {0, 0, 1, 2, 3, 4}).pValue()).isGreaterThan(without);
        assertThat(UP.test(new double[] {0, 1, 2, 3, 4}).pValue()).isCloseTo(without, within(1e-15));
        assertThat(TEST.test(new double[3]).pValue()).isEqualTo(1);
        assertThat(TEST.test(new double[] {-0.0}).pValue()).isEqualTo(1);
        assertThat(TEST.test(new double[] {7}).pValue()).isEqualTo(1);
        assertThat(UP.test(new double[] {7}).pValue()).isEqualTo(0.5);
    }

    @Test
    void hugeAndTinyDifferences() {
        double[] d = {1, 2.5, -0.5, 3.25, 4};
        for (double unit : new double[] {1e307, 1e-310}) {
            assertThat(UP.test(Arrays.stream(d).map(v -> v * unit).toArray()).pValue())
                    .isCloseTo(UP.test(d).pValue(), within(1e-14));
        }
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> TEST.test(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("differences must hold at least 1 value, got 0");
        assertThatThrownBy(() -> TEST.test(new double[] {1, Double.NaN}))
                .hasMessage("differences must be finite, got NaN at index 1");
        assertThatThrownBy(() -> TEST.withFlips(0)).hasMessage("flips must be at least 1, got 0");
    }
}
