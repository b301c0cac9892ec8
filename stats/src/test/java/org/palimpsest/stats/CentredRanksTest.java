package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CentredRanksTest {
    @Test
    void areDoubledMidRanksAboutZero() {
        assertThat(CentredRanks.of(new double[] {7, 5, 7, 9}, "x")).containsExactly(0, -3, 0, 3);
    }

    @Test
    void constantSeriesHasNoRanks() {
        assertThatThrownBy(() -> CentredRanks.of(new double[] {2, 2, 2}, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must vary, got 3 times the value 2.0");
    }

    @Test
    void productsAreExactWhereLongsWouldOverflow() {
        RandomGenerator random = RandomStream.of(1, "product");
        int[] a = new int[50];
        int[] b = new int[50];
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < a.length; i++) {
            a[i] = RandomStream.below(Integer.MAX_VALUE, random) * (i % 2 == 0 ? 1 : -1);
            b[i] = RandomStream.below(Integer.MAX_VALUE, random) * (i % 3 == 0 ? 1 : -1);
            expected = expected.add(BigInteger.valueOf(a[i]).multiply(BigInteger.valueOf(b[i])));
        }
        assertThat(CentredRanks.product(a, b)).isEqualTo(expected.doubleValue());
        int[] top = new int[50];
        Arrays.fill(top, Integer.MAX_VALUE);
        BigInteger square = BigInteger.valueOf(Integer.MAX_VALUE).pow(2).multiply(BigInteger.valueOf(50));
        assertThat(CentredRanks.product(top, top)).isEqualTo(square.doubleValue());
    }
}
