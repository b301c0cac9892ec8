package org.palimpsest.corpus.duplicates;

import java.util.List;

/** Where the n-grams of a text that occur stand. */
final class SeenNgrams {
    private SeenNgrams() {}

    static List<Span> spans(long[] counts, int n) {
        int[] lengths = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            lengths[i] = counts[i] > 0 ? n : 0;
        }
        return Span.merged(lengths);
    }
}
