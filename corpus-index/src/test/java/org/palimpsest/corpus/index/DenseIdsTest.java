package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class DenseIdsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, 70_000, Integer.MAX_VALUE})
    void ranksAreThoseOfTheSortedIds(int alphabet) {
        RandomGenerator random = RandomStream.of(alphabet, "ids");
        int[] text = new int[50_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = Integer.reverseBytes(Math.min(random.nextInt(alphabet), random.nextInt(alphabet)));
        }
        int[] sorted = Arrays.stream(text)
                .boxed()
                .distinct()
                .sorted(Integer::compareUnsigned)
                .mapToInt(Integer::intValue)
                .toArray();
        DenseIds ids = DenseIds.of(text, new int[text.length]);
        assertThat(ids.size()).isEqualTo(sorted.length);
        int[] ranks = ids.ints(text);
        char[] chars = ids.chars(text);
        for (int i = 0; i < text.length; i++) {
            assertThat(sorted[ranks[i]]).isEqualTo(text[i]);
            assertThat(chars[i]).isEqualTo((char) ranks[i]);
        }
    }
}
