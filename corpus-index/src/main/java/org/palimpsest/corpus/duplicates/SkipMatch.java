package org.palimpsest.corpus.duplicates;

/** How long a text and a document stay alike. */
final class SkipMatch {
    private SkipMatch() {}

    /**
     * Length of the match of {@code text[from..to)} with {@code document[at..]} that ends with an equal token and has at
     * most {@code skips} unequal ones.
     */
    static int length(int[] text, int from, int to, int[] document, int at, int skips) {
        int most = Math.min(to - from, document.length - at);
        int length = 0;
        int differing = 0;
        for (int i = 0; i < most; i++) {
            if (text[from + i] == document[at + i]) {
                length = i + 1;
            } else if (++differing > skips) {
                break;
            }
        }
        return length;
    }

    static void check(int least, int skips) {
        if (least < 1 || skips < 0) {
            throw new IllegalArgumentException(
                    "least must be at least 1 and skips at least 0, got " + least + " and " + skips);
        }
    }
}
