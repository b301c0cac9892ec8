package org.palimpsest.provenance.dataset;

/** The edit distance of two token sequences (Levenshtein 1966): insertions, deletions and substitutions cost 1. O(n m). */
final class EditDistance {
    private EditDistance() {}

    static int between(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                int kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(kept, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length];
    }
}
