package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuffixOrderTest {
    private static final int[] BANANA = {1, 0, 2, 0, 2, 0};

    private static @Nullable String fault(int... order) {
        return SuffixOrder.fault(order, BANANA.length, i -> BANANA[i]);
    }

    @Test
    void theSuffixArrayOfBananaIsAsInTheBooks() {
        int[] order = {5, 3, 1, 0, 4, 2};
        assertThat(SuffixOrder.bruteForce(BANANA.length, i -> BANANA[i])).isEqualTo(order);
        assertThat(fault(order)).isNull();
    }

    @Test
    void wrongOrdersAreFound() {
        assertThat(fault(5, 3, 1, 0, 4)).isEqualTo("length 5, expected 6");
        assertThat(fault(5, 3, 1, 0, 4, 4)).isEqualTo("not a permutation at 5");
        assertThat(fault(5, 3, 1, 0, 4, 6)).isEqualTo("not a permutation at 5");
        assertThat(fault(3, 5, 1, 0, 4, 2)).isEqualTo("out of order at 1");
        assertThat(fault(5, 3, 1, 0, 2, 4)).isEqualTo("out of order at 2");
        assertThat(fault(5, 3, 0, 1, 4, 2)).isEqualTo("out of order at 3");
    }
}
