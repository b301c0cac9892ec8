package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palimpsest.stats.RandomStream;

class LmsMarksTest {
    private static boolean less(char[] text, int a, int b) {
        return Arrays.compare(text, a, text.length, text, b, text.length) < 0;
    }

    private static int[] bruteForce(char[] text) {
        return IntStream.range(1, text.length)
                .filter(i -> less(text, i, i + 1) && i + 1 < text.length && less(text, i, i - 1))
                .toArray();
    }

    @Test
    void marksAreThoseOfTheDefinition() {
        RandomGenerator random = RandomStream.of(1, "marks");
        for (int round = 0; round < 2000; round++) {
            char[] text = new char[1 + random.nextInt(300)];
            int alphabet = 1 + random.nextInt(4);
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) (i > 0 && random.nextInt(3) == 0 ? text[i - 1] : random.nextInt(alphabet));
            }
            int[] expected = bruteForce(text);
            LmsMarks marks = new CharText(text, alphabet).mark();
            int[] listed = new int[marks.count() + 1];
            marks.list(listed, 1);
            assertThat(Arrays.copyOfRange(listed, 1, listed.length)).isEqualTo(expected);
        }
    }

    @Test
    void aWindowStartsAtAnyBit() {
        long[] words = {0x8000000000000001L, 0x3L, 0};
        assertThat(LmsMarks.window(words, 0)).isEqualTo(0x8000000000000001L);
        assertThat(LmsMarks.window(words, 1)).isEqualTo(0xC000000000000000L);
        assertThat(LmsMarks.window(words, 63)).isEqualTo(7);
        assertThat(LmsMarks.window(words, 64)).isEqualTo(3);
        assertThat(LmsMarks.window(words, 66)).isZero();
    }
}
