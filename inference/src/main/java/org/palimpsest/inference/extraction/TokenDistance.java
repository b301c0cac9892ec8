package org.palimpsest.inference.extraction;

/** Levenshtein's edit distance between token sequences: tokens put in, taken out or exchanged. */
public final class TokenDistance {
    private TokenDistance() {}

    /**
     * The distance. O(a b) time, O(b) memory.
     *
     * @param a token ids
     * @param b token ids
     * @return the least number of edits, in [0, max(a, b)]
     */
    public static int between(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length];
    }
}
