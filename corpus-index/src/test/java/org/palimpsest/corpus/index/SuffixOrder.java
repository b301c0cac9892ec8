package org.palimpsest.corpus.index;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a suffix array must be: by its definition, and checked in linear time. */
final class SuffixOrder {
    private SuffixOrder() {}

    /** The suffix array by comparing suffixes symbol by symbol. */
    static int[] bruteForce(int length, IntUnaryOperator symbol) {
        return IntStream.range(0, length)
                .boxed()
                .sorted((a, b) -> compare(length, symbol, a, b))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int compare(int length, IntUnaryOperator symbol, int a, int b) {
        for (int i = 0; i < length - Math.max(a, b); i++) {
            int order = Integer.compareUnsigned(symbol.applyAsInt(a + i), symbol.applyAsInt(b + i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(b, a);
    }

    /**
     * Checks that positions are a permutation, and that of two neighbours the first symbols are in order, or equal and
     * the rests in order: by induction all suffixes are.
     *
     * @return what is wrong first, null if nothing
     */
    static @Nullable String fault(int[] order, int length, IntUnaryOperator symbol) {
        if (order.length != length) {
            return "length " + order.length + ", expected " + length;
        }
        int[] ranks = new int[length + 1];
        Arrays.fill(ranks, -1);
        for (int i = 0; i < length; i++) {
            if (order[i] < 0 || order[i] >= length || ranks[order[i]] >= 0) {
                return "not a permutation at " + i;
            }
            ranks[order[i]] = i;
        }
        for (int i = 1; i < length; i++) {
            int before = order[i - 1];
            int here = order[i];
            int first = Integer.compareUnsigned(symbol.applyAsInt(before), symbol.applyAsInt(here));
            if (first > 0 || (first == 0 && ranks[before + 1] >= ranks[here + 1])) {
                return "out of order at " + i;
            }
        }
        return null;
    }
}
