package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class KeySortTest {
    private final KeySort sorter = new KeySort(KeySort.LIMIT);

    private void assertSorted(RandomGenerator random, int size, long mask) {
        long[] keys = sorter.keys();
        for (int i = 0; i < size; i++) {
            keys[i] = ((random.nextLong() & mask) << KeySort.INDEX_BITS) | i;
        }
        long[] expected = Arrays.stream(keys, 0, size)
                .boxed()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
        long[] sorted = Arrays.copyOf(sorter.sort(size), size);
        assertThat(sorted).as("size %d, mask %x", size, mask).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 33, 100, 2048, 2049, KeySort.LIMIT})
    void keysAreSortedUnsignedAndStably(int size) {
        RandomGenerator random = RandomStream.of(size, "keys");
        assertSorted(random, size, -1L);
        assertSorted(random, size, 0);
        assertSorted(random, size, 1);
        assertSorted(random, size, (1L << 48) | 3);
        assertSorted(random, size, 0x1_0000_8001L);
    }

    @Test
    void keyAndIndexAreTakenApart() {
        assertThat(KeySort.key(-1L)).isEqualTo((1L << 49) - 1);
        assertThat(KeySort.index(-1L)).isEqualTo(32_767);
        assertThat(KeySort.key((5L << 15) | 7)).isEqualTo(5);
        assertThat(KeySort.index((5L << 15) | 7)).isEqualTo(7);
    }
}
