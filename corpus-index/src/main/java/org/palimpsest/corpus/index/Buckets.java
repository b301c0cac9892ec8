package org.palimpsest.corpus.index;

/** Sums over counts: where the buckets of a counting sort lie. */
final class Buckets {
    private Buckets() {}

    /** Turns the first {@code size} counts into where their buckets start. */
    static void toStarts(int[] counts, int size) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            int count = counts[i];
            counts[i] = sum;
            sum += count;
        }
    }
}
