package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.palimpsest.corpus.Document;

/** A corpus as lists, in which everything is found by looking at every place. */
record PlainCorpus(List<int[]> documents) {

    DocumentStream stream() {
        List<Document> rows = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            rows.add(new Document("d" + i, "", documents.get(i), "s" + i % 3, null, null, Map.of()));
        }
        return DocumentStream.of(rows);
    }

    List<Occurrences.Hit> hits(int[] phrase) {
        List<Occurrences.Hit> hits = new ArrayList<>();
        for (int d = 0; d < documents.size(); d++) {
            int[] tokens = documents.get(d);
            for (int at = 0; at + phrase.length <= tokens.length; at++) {
                if (Arrays.equals(tokens, at, at + phrase.length, phrase, 0, phrase.length)) {
                    hits.add(new Occurrences.Hit(d, at));
                }
            }
        }
        return hits;
    }

    long count(int[] phrase) {
        return hits(phrase).size();
    }

    Matches match(int[] text, int longest) {
        int[] lengths = new int[text.length];
        long[] counts = new long[text.length];
        for (int at = 0; at < text.length; at++) {
            for (int length = 1; length <= Math.min(longest, text.length - at); length++) {
                long count = count(Arrays.copyOfRange(text, at, at + length));
                if (count == 0) {
                    break;
                }
                lengths[at] = length;
                counts[at] = count;
            }
        }
        return new Matches(lengths, counts);
    }
}
