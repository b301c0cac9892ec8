package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UniformSumTest {
    @Test
    void agreesWithCountingEverySum() {
        RandomGenerator random = RandomStream.of(1, "sums");
        for (int run = 0; run < 60; run++) {
            int[] sizes = new int[1 + RandomStream.below(12, random)];
            Arrays.setAll(sizes, i -> 1 + RandomStream.below(20, random));
            int largest = Arrays.stream(sizes).sum() - sizes.length;
            for (int s = 0; s <= largest; s++) {
                assertSame(sizes, s);
            }
        }
    }

    @Test
    void keepsItsDigitsWhereDoublesUnderflow() {
        int[] sizes = new int[120];
        Arrays.fill(sizes, 1000);
        for (int s : new int[] {0, 1, 7, 500, 6_000}) {
            assertSame(sizes, s);
        }
        assertThat(UniformSum.logLowerTail(sizes, 7)).isLessThan(-750);
    }

    @Test
    void middleOfASymmetricLaw() {
        int[] sizes = new int[101];
        Arrays.fill(sizes, 10);
        // The mean, 454.5, lies between two sums.
        assertThat(UniformSum.logLowerTail(sizes, 454)).isCloseTo(Math.log(0.5), within(1e-12));
    }

    @Test
    void inversionIsConvolution() {
        RandomGenerator random = RandomStream.of(1, "inversion");
        for (int run = 0; run < 12; run++) {
            int[] sizes = new int[1 + RandomStream.below(30, random)];
            int most = run % 2 == 0 ? 4 : 60;
            Arrays.setAll(sizes, i -> 2 + RandomStream.below(most, random));
            int largest = Arrays.stream(sizes).sum() - sizes.length;
            for (int s = 1; 2 * s < largest; s += 1 + largest / 40) {
                double convolved = UniformSum.logLowerTail(sizes, s);
                assertThat(UniformSum.inverted(sizes, s, largest))
                        .as("%s terms, sum %s of %s", sizes.length, s, largest)
                        .isCloseTo(convolved, within(1e-11 * Math.max(1e-4, Math.abs(convolved))));
            }
        }
    }

    @Test
    void tenThousandTrapsOfManySizes() {
        int[] sizes = new int[10_000];
        Arrays.setAll(sizes, j -> 60 + j % 80);
        long largest = Arrays.stream(sizes).asLongStream().sum() - sizes.length;
        // Symmetric: both tails and the middle must agree.
        double lower = UniformSum.logLowerTail(sizes, largest / 2 - 10_000);
        double upper = UniformSum.logLowerTail(sizes, largest - largest / 2 + 10_000 - 1);
        assertThat(Math.exp(lower) + Math.exp(upper)).isCloseTo(1, within(1e-13));
        assertThat(Math.exp(lower)).isBetween(1e-4, 1e-3);
        assertThat(UniformSum.logLowerTail(sizes, 5_000)).isBetween(-47_000.0, -30_000.0);
    }

    private static void assertSame(int[] sizes, int s) {
        double expected = oracle(sizes, s);
        assertThat(UniformSum.logLowerTail(sizes, s))
                .as("%s terms, sum %s", sizes.length, s)
                .isCloseTo(expected, within(1e-11 * Math.max(0.1, Math.abs(expected))));
    }

    private static double oracle(int[] sizes, int s) {
        BigInteger[] counts = new BigInteger[s + 1];
        Arrays.fill(counts, BigInteger.ZERO);
        counts[0] = BigInteger.ONE;
        BigInteger outcomes = BigInteger.ONE;
        for (int size : sizes) {
            BigInteger[] next = new BigInteger[s + 1];
            BigInteger window = BigInteger.ZERO;
            for (int k = 0; k <= s; k++) {
                window = window.add(counts[k]);
                if (k >= size) {
                    window = window.subtract(counts[k - size]);
                }
                next[k] = window;
            }
            counts = next;
            outcomes = outcomes.multiply(BigInteger.valueOf(size));
        }
        BigInteger sum = Arrays.stream(counts).reduce(BigInteger.ZERO, BigInteger::add);
        BigDecimal ratio = new BigDecimal(sum).divide(new BigDecimal(outcomes), MathContext.DECIMAL64);
        return Math.log(ratio.unscaledValue().doubleValue()) - ratio.scale() * Math.log(10);
    }
}
