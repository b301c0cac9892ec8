package org.palimpsest.corpus.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palimpsest.stats.RandomStream;

class SuffixSorterTest {
    /** Sorts as 32-bit, and as 16-bit and 8-bit symbols where they fit, against the definition. */
    private static void assertSorted(int[] text) {
        int[] expected = SuffixOrder.bruteForce(text.length, i -> text[i]);
        assertThat(SuffixSorter.sort(text))
                .as("u32 of %s", Arrays.toString(text))
                .isEqualTo(expected);
        if (Arrays.stream(text).allMatch(symbol -> symbol >>> 16 == 0)) {
            assertThat(SuffixSorter.sort(chars(text.length, i -> text[i])))
                    .as("u16 of %s", Arrays.toString(text))
                    .isEqualTo(expected);
        }
        if (Arrays.stream(text).allMatch(symbol -> symbol >>> 8 == 0)) {
            byte[] bytes = new byte[text.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) text[i];
            }
            assertThat(SuffixSorter.sort(bytes))
                    .as("u8 of %s", Arrays.toString(text))
                    .isEqualTo(expected);
        }
    }

    /** Sorts a text that is too long for brute force. */
    private static void assertSorted(char[] text) {
        assertThat(SuffixOrder.fault(SuffixSorter.sort(text), text.length, i -> text[i]))
                .isNull();
    }

    private static char[] chars(int length, IntUnaryOperator symbol) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) symbol.applyAsInt(i);
        }
        return text;
    }

    private static int[] drawn(RandomGenerator random, int maxLength, int alphabet, int least) {
        int[] text = new int[random.nextInt(maxLength + 1)];
        for (int i = 0; i < text.length; i++) {
            text[i] = least + random.nextInt(alphabet);
        }
        if (random.nextInt(3) == 0 && text.length > 3) {
            int period = 1 + random.nextInt(text.length / 3 + 1);
            for (int i = period; i < text.length; i++) {
                text[i] = random.nextInt(40) == 0 ? text[i] : text[i - period];
            }
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9, 256, 65536})
    void smallTextsAreSortedAsByBruteForce(int alphabet) {
        RandomGenerator random = RandomStream.of(alphabet, "small");
        for (int round = 0; round < 500; round++) {
            assertSorted(drawn(random, round % 50 == 0 ? 1200 : 30, alphabet, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9, 256, 65536})
    void denseIntTextsAreSortedAsByBruteForce(int alphabet) {
        RandomGenerator random = RandomStream.of(alphabet, "dense");
        for (int round = 0; round < 400; round++) {
            int[] text = drawn(random, round % 50 == 0 ? 1200 : 60, alphabet, 0);
            if (text.length > 0) {
                int[] order = new int[text.length];
                SuffixSorter.sort(text, alphabet, order);
                assertThat(order).isEqualTo(SuffixOrder.bruteForce(text.length, i -> text[i]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7E, 0x7FFE, 0xFFFC, 0x7FFFFFFE, 0xFFFFFFFC})
    void symbolsCompareUnsigned(int least) {
        RandomGenerator random = RandomStream.of(least, "unsigned");
        for (int round = 0; round < 400; round++) {
            assertSorted(drawn(random, 25, 4, least));
        }
    }

    @Test
    void everyTextOfUpToEightSymbolsIsSorted() {
        for (int length = 0; length <= 8; length++) {
            int texts = (int) Math.pow(3, length);
            for (int t = 0; t < texts; t++) {
                int[] text = new int[length];
                for (int i = 0, rest = t; i < length; i++, rest /= 3) {
                    text[i] = rest % 3;
                }
                char[] symbols = chars(length, i -> text[i]);
                assertThat(SuffixSorter.sort(symbols))
                        .as(Arrays.toString(text))
                        .isEqualTo(SuffixOrder.bruteForce(length, i -> text[i]));
            }
        }
    }

    @Test
    void aTextIsNotChanged() {
        char[] text = {3, 1, 3, 1};
        assertThat(SuffixSorter.sort(text)).containsExactly(3, 1, 2, 0);
        assertThat(text).isEqualTo(new char[] {3, 1, 3, 1});
        int[] ids = {0x80000000, 1, 0x80000000, 1};
        assertThat(SuffixSorter.sort(ids)).containsExactly(3, 1, 2, 0);
        assertThat(ids).containsExactly(0x80000000, 1, 0x80000000, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 511, 512, 513, 1024, 40_000})
    void equalSymbolsAreSortedByLength(int length) {
        for (char symbol : new char[] {0, 1, 0x8000, 0xFFFF}) {
            char[] text = chars(length, i -> symbol);
            assertThat(SuffixSorter.sort(text)).isEqualTo(reversed(length));
        }
    }

    private static int[] reversed(int length) {
        int[] order = new int[length];
        Arrays.setAll(order, i -> length - 1 - i);
        return order;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 64, 1000, 30_000})
    void periodicTextsAreSorted(int period) {
        RandomGenerator random = RandomStream.of(period, "period");
        char[] start = chars(period, i -> random.nextInt(1 << 16));
        char[] text = chars(100_000 + period / 2, i -> start[i % period]);
        assertSorted(text);
        text[text.length / 2] = (char) (text[text.length / 2] ^ 1);
        assertSorted(text);
    }

    @Test
    void wordsOfTheBooksAreSorted() {
        char[] fibonacci =
                chars(150_000, i -> (int) ((i + 2) * 0.6180339887498949) - (int) ((i + 1) * 0.6180339887498949));
        assertThat(new String(fibonacci, 0, 8)).isEqualTo("\1\0\1\1\0\1\0\1");
        assertSorted(fibonacci);
        assertSorted(chars(1 << 17, i -> Integer.bitCount(i) & 1));
        assertSorted(chars(1 << 17, i -> 0xFFFF * (Integer.bitCount(i & (i >> 1)) & 1)));
        assertSorted(chars((1 << 17) + 16, DeBruijn.ofOrder(17)));
    }

    /** A binary word in which every word of some length occurs once: by the rule to prefer ones. */
    private static final class DeBruijn {
        static IntUnaryOperator ofOrder(int order) {
            int mask = (1 << order) - 1;
            boolean[] seen = new boolean[1 << order];
            boolean[] bits = new boolean[(1 << order) + order];
            int window = 0;
            seen[0] = true;
            for (int i = order; i < bits.length - 1; i++) {
                int next = ((window << 1) & mask) | 1;
                bits[i] = !seen[next];
                window = bits[i] ? next : next ^ 1;
                seen[window] = true;
            }
            return i -> bits[i] ? 1 : 0;
        }
    }

    @Test
    void runsAreSortedWhereverBlocksEnd() {
        for (int size = 505; size <= 520; size++) {
            int second = size;
            assertSorted(chars(600 + size, i -> i < 600 ? 1 : 2));
            assertSorted(chars(600 + size, i -> i < second ? 2 : 1));
            assertSorted(chars(600 + size, i -> i < 600 ? 2 : 1));
            assertSorted(chars(600 + size, i -> i < second ? 1 : 2));
        }
    }

    @Test
    void longClimbsAreSorted() {
        assertSorted(chars(200_000, i -> i % 100_000 / 2));
        assertSorted(chars(200_000, i -> i % 65_536));
        assertSorted(chars(200_000, i -> 65_535 - i % 65_536));
        assertSorted(chars(200_003, i -> i % 4000 / 10));
        assertSorted(chars(200_003, i -> i % 40 / 10));
    }

    @Test
    void smallTextsOfWideSymbolsAreSorted() {
        RandomGenerator random = RandomStream.of(4, "wide");
        char[] symbols = {0, 1, 9, 0xFFFF};
        for (int round = 0; round < 20_000; round++) {
            assertSorted(chars(3 + random.nextInt(20), i -> symbols[random.nextInt(symbols.length)]));
        }
    }

    @Test
    void groupsLargerThanTheKeyBufferAreSorted() {
        RandomGenerator random = RandomStream.of(1, "large");
        assertSorted(chars(300_000, i -> random.nextInt(2)));
        assertSorted(chars(300_000, i -> i % 2 == 0 ? 7 : 9 + random.nextInt(3) * (random.nextInt(1000) / 999)));
        assertSorted(chars(300_000, i -> i % 2 == 0 ? 0 : 40_000 + random.nextInt(20_000)));
        assertSorted(chars(300_000, i -> i % 3 == 0 ? 0xFFFF : i % 3 == 1 ? 5 : random.nextInt(1 << 16)));
        assertSorted(chars(400_000, i -> i % 9 == 8 && random.nextInt(4) == 0 ? 60_000 : i % 9 * 6000));
        // A large group comes first, when the keys of most others are still stored behind it.
        int[] climb = {0, 60_000, 60_001, 0xFFFF};
        assertSorted(chars(
                800_000,
                i -> i % 4 == 0
                        ? Math.max(1, random.nextInt(40_000) - 10_000)
                        : climb[i % 4] + (i % 4 == 2 ? random.nextInt(3000) : 0)));
        assertSorted(chars((6 << 15) + 3, i -> i % 3 == 0 ? 0 : i % 3 == 1 ? 60_000 : 60_001 + (i - 3) / (3 << 15)));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 65_537})
    void idsThatJustFitSixteenBitsAreSorted(int distinct) {
        int[] text = IntStream.range(0, 2 * distinct)
                .map(i -> (int) (40_503L * i % distinct))
                .toArray();
        assertThat(SuffixOrder.fault(SuffixSorter.sort(text), text.length, i -> text[i]))
                .isNull();
    }

    @Test
    void manyDifferentIdsAreSorted() {
        RandomGenerator random = RandomStream.of(2, "ids");
        int[] text = random.ints(200_000).toArray();
        System.arraycopy(text, 0, text, 100_000, 60_000);
        assertThat(SuffixOrder.fault(SuffixSorter.sort(text), text.length, i -> text[i]))
                .isNull();
        int[] few = random.ints(200_000, 0, 70_000).map(Integer::reverseBytes).toArray();
        assertThat(SuffixOrder.fault(SuffixSorter.sort(few), few.length, i -> few[i]))
                .isNull();
    }

    @Test
    void bytesNeededCountTextCopyResultAndBuckets() {
        assertThat(SuffixSorter.bytesNeeded(0, 2)).isEqualTo(8 << 20);
        assertThat(SuffixSorter.bytesNeeded(100_000_000, 1)).isEqualTo(1_000_000_000L + (8 << 20));
        assertThat(SuffixSorter.bytesNeeded(100_000_000, 2)).isEqualTo(900_000_000L + (8 << 20));
        assertThat(SuffixSorter.bytesNeeded(SuffixSorter.MAX_LENGTH, 4)).isEqualTo(15L * 2147483639 + (8 << 20));
    }

    @Test
    void bytesNeededRefusesWhatCannotBe() {
        assertThatThrownBy(() -> SuffixSorter.bytesNeeded(-1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be 0 to 2147483639, got -1");
        assertThatThrownBy(() -> SuffixSorter.bytesNeeded(2147483640L, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be 0 to 2147483639, got 2147483640");
        assertThatThrownBy(() -> SuffixSorter.bytesNeeded(1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width must be 1, 2 or 4 bytes, got 3");
    }
}
