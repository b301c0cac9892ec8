package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShuffledProductsTest {
    @Test
    void ordersAreUniform() {
        assertUniform(new int[] {0, 0}, 2);
        assertUniform(new int[] {0, 0, 0}, 6);
        assertUniform(new int[] {0, 0, 0, 0}, 24);
        assertUniform(new int[] {0, 0, 0, 0, 0}, 120);
        assertUniform(new int[] {0, 0, 1, 0, 2, 1}, 12);
    }

    private static void assertUniform(int[] labels, int orders) {
        // Every order has a sum of its own: the places are decimal digits.
        int[] places = new int[labels.length];
        int[] digits = new int[labels.length];
        Arrays.setAll(places, i -> (int) Math.pow(10, i));
        Arrays.setAll(digits, i -> i + 1);
        Blocks blocks = Blocks.of(labels);
        ShuffledProducts products = products(blocks.gather(places), blocks.gather(digits), blocks, labels.length);
        Map<Double, Integer> counts = new HashMap<>();
        int draws = 500 * orders;
        for (int i = 0; i < draws; i++) {
            counts.merge(products.next(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(orders);
        double chiSquared = counts.values().stream()
                .mapToDouble(count -> (count - 500.0) * (count - 500.0) / 500.0)
                .sum();
        assertThat(chiSquared).isLessThan(orders + 5 * Math.sqrt(2.0 * orders));
    }

    @Test
    void longSeriesAreShuffledWhole() {
        // 1,001 values need several refills of the lanes, and the odd one out is never drawn for.
        int n = 1_001;
        int[] indicator = new int[n];
        indicator[n / 2] = 1;
        int[] values = new int[n];
        Arrays.setAll(values, i -> i);
        ShuffledProducts products = products(indicator, values, Blocks.single(n), 1);
        double sum = 0;
        double squares = 0;
        int draws = 4_000;
        for (int i = 0; i < draws; i++) {
            double value = products.next() - 500;
            sum += value;
            squares += value * value;
        }
        double deviation = Math.sqrt((n * (double) n - 1) / 12);
        assertThat(Math.abs(sum / draws)).isLessThan(4 * deviation / Math.sqrt(draws));
        assertThat(Math.sqrt(squares / draws) / deviation).isBetween(0.97, 1.03);
    }

    @Test
    void agreesWithAPlainShuffleOfTheSameWords() {
        // So long that about five draws an order come near the overhang.
        int n = 200_001;
        int[] a = new int[n];
        Arrays.setAll(a, i -> 2 * i - (n - 1));
        int[] b = a.clone();
        ShuffledProducts products = products(a, a, Blocks.single(n), 4);
        Xoshiro redraws = new Xoshiro(RandomStream.key(4, "products"));
        XoshiroLanes words = new XoshiroLanes(redraws);
        int near = 0;
        for (int draw = 0; draw < 3; draw++) {
            for (int i = n - 1; i > 0; i -= 2) {
                words.ready();
                long word = words.cells()[words.take(1)];
                near += near(word >>> 32, i + 1) + near(word & 0xFFFFFFFFL, i);
                swap(b, i, bounded(word >>> 32, i + 1, redraws));
                swap(b, i - 1, bounded(word & 0xFFFFFFFFL, i, redraws));
            }
            assertThat(products.next()).isEqualTo(CentredRanks.product(a, b));
        }
        assertThat(near).isPositive();
    }

    private static int near(long half, int bound) {
        return (half * bound & 0xFFFFFFFFL) < bound ? 1 : 0;
    }

    private static int bounded(long half, int bound, Xoshiro redraws) {
        long product = half * bound;
        while ((product & 0xFFFFFFFFL) < (1L << 32) % bound) {
            product = (redraws.nextLong() >>> 32) * bound;
        }
        return (int) (product >>> 32);
    }

    private static void swap(int[] values, int i, int j) {
        int value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    @Test
    void sumsAreExactWhereLongsWouldOverflow() {
        int[] top = new int[101];
        Arrays.fill(top, Integer.MAX_VALUE);
        ShuffledProducts products = products(top, top, Blocks.single(101), 2);
        assertThat(products.next()).isEqualTo(CentredRanks.product(top, top));
    }

    @Test
    void drawsInTheOverhangAreRepeated() {
        Xoshiro twin = new Xoshiro(RandomStream.key(3, "products"));
        ShuffledProducts products = products(new int[2], new int[2], Blocks.single(2), 3);
        new XoshiroLanes(twin);
        int bound = 3 << 29;
        // 2^32 mod bound = 2^30: a remainder of 2^30 - 1 is refused, one of 2^30 is kept.
        assertThat(products.accepted((5L << 32) | (1L << 30), bound)).isEqualTo((5L << 32) | (1L << 30));
        long again;
        do {
            again = (twin.nextLong() >>> 32) * bound;
        } while ((again & 0xFFFFFFFFL) < 1L << 30);
        assertThat(products.accepted((5L << 32) | ((1L << 30) - 1), bound)).isEqualTo(again);
    }

    private static ShuffledProducts products(int[] fixed, int[] shuffled, Blocks blocks, long seed) {
        return new ShuffledProducts(fixed, shuffled, blocks, new Xoshiro(RandomStream.key(seed, "products")));
    }
}
