package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankOrderTest {
    private final RandomGenerator random = RandomStream.of(1, "rank order");

    @Test
    void agreesWithComparingAllPairs() {
        for (int n : new int[] {0, 1, 2, 3, 17, 599, 600, 1_500}) {
            for (double[] values : designs(n)) {
                assertRanks(values);
            }
        }
    }

    @Test
    void sortsLongRunsThatDifferInTheLowestBitsOnly() {
        double[] values = IntStream.range(0, 5_000)
                .mapToDouble(i -> Double.longBitsToDouble(
                        Double.doubleToRawLongBits(i % 2 == 0 ? 1 : -1) + RandomStream.below(4_000, random)))
                .toArray();
        assertRanks(values);
    }

    private List<double[]> designs(int n) {
        List<double[]> designs = new ArrayList<>();
        designs.add(Samples.normal(n, random));
        designs.add(Samples.tied(n, 1 + n / 3, random));
        designs.add(Samples.tied(n, 2, random));
        designs.add(new double[n]);
        designs.add(Samples.positions(n));
        designs.add(map(Samples.positions(n), value -> -value));
        designs.add(map(Samples.positions(n), value -> Math.floor(value / 3)));
        designs.add(map(Samples.tied(n, 3, random), value -> value == 0 ? -0.0 : value == 1 ? 0.0 : -1));
        designs.add(map(Samples.tied(n, 50, random), value -> (value - 25) * Double.MIN_VALUE));
        designs.add(map(Samples.normal(n, random), value -> 1 + value * 1e-14));
        designs.add(map(Samples.normal(n, random), value -> Math.signum(value) * Math.exp(200 * value)));
        designs.add(map(
                Samples.tied(n, 4, random),
                value -> new double[] {-Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, -Double.MIN_VALUE}
                        [(int) value]));
        return designs;
    }

    private static double[] map(double[] values, java.util.function.DoubleUnaryOperator map) {
        return Arrays.stream(values).map(map).toArray();
    }

    private static void assertRanks(double[] values) {
        double[] before = values.clone();
        int[] expected = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            for (double other : values) {
                expected[i] += other < values[i] ? 1 : other > values[i] ? -1 : 0;
            }
        }
        assertThat(RankOrder.centred(values)).containsExactly(expected);
        assertThat(values).containsExactly(before);
    }
}
