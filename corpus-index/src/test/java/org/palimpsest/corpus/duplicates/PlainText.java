package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Training text in which everything is found by comparing every place with every place. */
record PlainText(List<int[]> documents) implements TrainingText {
    @Override
    public long tokens() {
        return documents.stream().mapToLong(document -> document.length).sum();
    }

    @Override
    public List<long[]> counts(List<int[]> texts, int n) {
        return texts.stream().map(text -> counts(text, n)).toList();
    }

    private long[] counts(int[] text, int n) {
        long[] counts = new long[text.length];
        for (int i = 0; i + n <= text.length; i++) {
            for (int[] document : documents) {
                for (int at = 0; at + n <= document.length; at++) {
                    counts[i] += Arrays.equals(text, i, i + n, document, at, at + n) ? 1 : 0;
                }
            }
        }
        return counts;
    }

    @Override
    public List<int[]> lengths(List<int[]> texts, int least, int skips) {
        return texts.stream().map(text -> lengths(text, least, skips)).toList();
    }

    private int[] lengths(int[] text, int least, int skips) {
        int[] lengths = new int[text.length];
        for (int i = 0; i < text.length; i++) {
            for (int[] document : documents) {
                for (int at = 0; at < document.length; at++) {
                    int most = Math.min(text.length - i, document.length - at);
                    for (int length = least; length <= most; length++) {
                        if (match(text, i, document, at, length, least, skips)) {
                            lengths[i] = Math.max(lengths[i], length);
                        }
                    }
                }
            }
        }
        return lengths;
    }

    private static boolean match(int[] text, int i, int[] document, int at, int length, int least, int skips) {
        int differ = 0;
        for (int j = 0; j < length; j++) {
            boolean same = text[i + j] == document[at + j];
            if (!same && (j < least || j == length - 1)) {
                return false;
            }
            differ += same ? 0 : 1;
        }
        return differ <= skips;
    }

    @Override
    public List<Sighting> sightings(List<int[]> phrases, int limit) {
        return phrases.stream().map(phrase -> sighting(phrase, limit)).toList();
    }

    private Sighting sighting(int[] phrase, int limit) {
        long places = 0;
        List<Sighting.Holder> holders = new ArrayList<>();
        for (int d = 0; d < documents.size(); d++) {
            int first = -1;
            for (int at = documents.get(d).length - phrase.length; at >= 0; at--) {
                if (Arrays.equals(phrase, 0, phrase.length, documents.get(d), at, at + phrase.length)) {
                    places++;
                    first = at;
                }
            }
            if (first >= 0 && holders.size() < limit) {
                holders.add(new Sighting.Holder(d, "d" + d, first, OptionalLong.empty()));
            }
        }
        return new Sighting(places, places, holders, OptionalLong.empty());
    }
}
