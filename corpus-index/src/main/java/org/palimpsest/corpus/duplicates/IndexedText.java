package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.palimpsest.corpus.index.Occurrences;
import org.palimpsest.corpus.index.SuffixArrayIndex;

/**
 * Training text with an index. Counts and exact matches cost microseconds a token and do not depend on the size of the
 * corpus. Matches with skips go through the documents that an n-gram occurs in, up to a number of places; where it occurs
 * more often, the places are a fixed sample and the length is a lower bound, never below the exact match. Sightings visit
 * 100,000 places of a phrase.
 */
public final class IndexedText implements TrainingText {
    private static final int DEFAULT_PLACES = 1000;
    private static final long MOST_VISITED = 100_000;

    private final SuffixArrayIndex index;
    private final int places;

    private IndexedText(SuffixArrayIndex index, int places) {
        this.index = index;
        this.places = places;
    }

    /**
     * Text that an index has; 1,000 places of an n-gram are looked at for matches with skips.
     *
     * @param index the index, which stays the caller's
     * @return the text
     */
    public static IndexedText of(SuffixArrayIndex index) {
        return new IndexedText(index, DEFAULT_PLACES);
    }

    /**
     * The same text with another bound.
     *
     * @param most places of an n-gram that are looked at for matches with skips, at least 1
     * @return the text
     * @throws IllegalArgumentException if the number is below 1
     */
    public IndexedText withPlaces(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("places must be at least 1, got " + most);
        }
        return new IndexedText(index, most);
    }

    @Override
    public long tokens() {
        return index.tokens();
    }

    @Override
    public List<long[]> counts(List<int[]> texts, int n) {
        SkipMatch.check(n, 0);
        List<long[]> counts = new ArrayList<>();
        for (int[] text : texts) {
            List<int[]> phrases = new ArrayList<>();
            for (int at = 0; at + n <= text.length; at++) {
                phrases.add(Arrays.copyOfRange(text, at, at + n));
            }
            counts.add(Arrays.copyOf(index.counts(phrases), text.length));
        }
        return counts;
    }

    @Override
    public List<int[]> lengths(List<int[]> texts, int least, int skips) {
        SkipMatch.check(least, skips);
        DocumentCache documents = new DocumentCache(index);
        List<int[]> lengths = new ArrayList<>();
        for (int[] text : texts) {
            int[] exact = text.length == 0 ? new int[0] : index.matchLengths(text, text.length);
            for (int at = 0; at < text.length; at++) {
                if (exact[at] < least) {
                    exact[at] = 0;
                } else if (skips > 0) {
                    exact[at] = Math.max(exact[at], withSkips(text, at, least, skips, documents));
                }
            }
            lengths.add(exact);
        }
        return lengths;
    }

    private int withSkips(int[] text, int at, int least, int skips, DocumentCache documents) {
        int longest = 0;
        int[] beginning = Arrays.copyOfRange(text, at, at + least);
        for (Occurrences.Hit hit : index.locate(beginning, places).hits()) {
            int[] document = documents.tokens(hit.document());
            longest = Math.max(longest, SkipMatch.length(text, at, text.length, document, (int) hit.position(), skips));
        }
        return longest;
    }

    @Override
    public List<Sighting> sightings(List<int[]> phrases, int limit) {
        PhraseScan.check(phrases, limit);
        return phrases.stream().map(phrase -> sighting(phrase, limit)).toList();
    }

    private Sighting sighting(int[] phrase, int limit) {
        TreeMap<Long, Long> first = new TreeMap<>();
        long[] earliest = {Long.MAX_VALUE};
        long places = index.visit(phrase, MOST_VISITED, (document, position) -> {
            first.merge(document, position, Math::min);
            if (first.size() > limit) {
                first.pollLastEntry();
            }
            if (index.hasSteps()) {
                earliest[0] = Math.min(earliest[0], index.step(document).orElse(Long.MAX_VALUE));
            }
        });
        List<Sighting.Holder> holders = first.entrySet().stream()
                .map(entry -> new Sighting.Holder(
                        entry.getKey(), index.documentId(entry.getKey()), entry.getValue(), index.step(entry.getKey())))
                .toList();
        return new Sighting(
                places,
                Math.min(places, MOST_VISITED),
                holders,
                earliest[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(earliest[0]));
    }
}
