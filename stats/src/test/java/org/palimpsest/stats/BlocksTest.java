package org.palimpsest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final int[] LABELS = {7, -1, 7, 3, -1, 7, Integer.MIN_VALUE};

    @Test
    void numbersGiveEveryOrderOnce() {
        Blocks blocks = Blocks.of(LABELS);
        assertThat(blocks.count()).isEqualTo(4);
        assertThat(blocks.ordersUpTo(100)).isEqualTo(12);
        Set<String> seen = new HashSet<>();
        for (long number = 0; number < 12; number++) {
            int[] order = blocks.order(number);
            assertKeepsBlocks(order);
            seen.add(java.util.Arrays.toString(order));
        }
        assertThat(seen).hasSize(12);
        assertThat(blocks.order(0)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void countingStopsAtTheLimit() {
        assertThat(Blocks.single(8).ordersUpTo(50_000)).isEqualTo(40_320);
        assertThat(Blocks.single(8).ordersUpTo(40_320)).isEqualTo(40_320);
        assertThat(Blocks.single(8).ordersUpTo(40_319)).isEqualTo(40_320);
        assertThat(Blocks.single(1_000_000).ordersUpTo(Integer.MAX_VALUE)).isEqualTo(1L << 31);
    }

    @Test
    void randomOrdersKeepBlocksAndAreThoseOfTheStream() {
        Blocks blocks = Blocks.of(LABELS);
        for (int i = 0; i < 50; i++) {
            assertKeepsBlocks(blocks.order(RandomStream.of(i, "blocks")));
        }
        assertThat(Blocks.single(30).order(RandomStream.of(1, "order")))
                .containsExactly(RandomStream.permutation(30, RandomStream.of(1, "order")));
    }

    @Test
    void gatheringMakesBlocksRanges() {
        assertThat(Blocks.of(LABELS).gather(new int[] {0, 1, 2, 3, 4, 5, 6})).containsExactly(6, 1, 4, 3, 0, 2, 5);
    }

    private static void assertKeepsBlocks(int[] order) {
        assertThat(IntStream.of(order).map(i -> LABELS[i]).toArray()).containsExactly(LABELS);
        assertThat(IntStream.of(order).sorted().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
}
