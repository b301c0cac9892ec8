package org.palimpsest.corpus.index;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

final class SuffixSorter {
    private SuffixSorter() {}

    static int[] sort(byte[] text) {
        return sort(text.length, i -> text[i] & 0xFF);
    }

    static int[] sort(char[] text) {
        return sort(text.length, i -> text[i]);
    }

    static int[] sort(int[] text) {
        return sort(text.length, i -> text[i]);
    }

    private static int[] sort(int n, IntUnaryOperator key) {
        return IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> {
                    int i = 0;
                    while (a + i < n && b + i < n) {
                        int c = Integer.compareUnsigned(key.applyAsInt(a + i), key.applyAsInt(b + i));
                        if (c != 0) {
                            return c;
                        }
                        i++;
                    }
                    return Integer.compare(b, a);
                })
                .mapToInt(i -> i)
                .toArray();
    }
}
