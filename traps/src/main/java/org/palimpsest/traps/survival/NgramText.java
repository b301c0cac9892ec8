package org.palimpsest.traps.survival;

import java.util.Arrays;
import java.util.List;

/** The words of a text as hashes, for n-grams. */
final class NgramText {
    private final int length;
    private final long[] words;
    private final int[] prefixes;

    NgramText(String text, WordSplit split) {
        List<Span> spans = split.of(text);
        length = text.length();
        words = new long[spans.size()];
        prefixes = new int[spans.size() + 1];
        for (int i = 0; i < words.length; i++) {
            Span span = spans.get(i);
            words[i] = TextHash.of(text.subSequence(span.start(), span.end()));
            prefixes[i + 1] = prefixes[i] + span.length();
        }
    }

    int words() {
        return words.length;
    }

    /** Characters of the text. */
    int length() {
        return length;
    }

    /** Characters of all words. */
    int wordCharacters() {
        return prefixes[words.length];
    }

    /** Characters of the words in [from, to). */
    int characters(int from, int to) {
        return prefixes[to] - prefixes[from];
    }

    long gram(int at, int n) {
        long hash = n;
        for (int i = at; i < at + n; i++) {
            hash = TextHash.append(hash, words[i]);
        }
        return hash;
    }

    /** All n-grams in order; none if there are fewer than n words. */
    long[] grams(int n) {
        long[] grams = new long[Math.max(0, words.length - n + 1)];
        for (int at = 0; at < grams.length; at++) {
            grams[at] = gram(at, n);
        }
        return grams;
    }

    /** Characters of the commonest n-gram times its count, of equal counts that which comes first; 0 if there is none. */
    long topGram(int n, boolean withSpaces) {
        long[] grams = grams(n);
        long[] sorted = grams.clone();
        Arrays.sort(sorted);
        int most = mostEqual(sorted);
        for (int at = 0; at < grams.length; at++) {
            if (count(sorted, grams[at]) == most) {
                return (long) most * (characters(at, at + n) + (withSpaces ? n - 1 : 0));
            }
        }
        return 0;
    }

    private static int mostEqual(long[] sorted) {
        int most = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                most = Math.max(most, i - from);
                from = i;
            }
        }
        return most;
    }

    private static int count(long[] sorted, long gram) {
        int found = Arrays.binarySearch(sorted, gram);
        int from = found;
        int to = found + 1;
        while (from > 0 && sorted[from - 1] == gram) {
            from--;
        }
        while (to < sorted.length && sorted[to] == gram) {
            to++;
        }
        return to - from;
    }

    double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
