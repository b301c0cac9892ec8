package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.palimpsest.corpus.TokenSequence;

/**
 * Looks for phrases of many lengths in documents. Phrases whose lengths share the leading binary digit are found together, by
 * a hash of their first 2^k tokens, so the documents are read once for each power of two.
 */
final class PhraseScan {
    private final List<int[]> phrases;
    private final int limit;
    private final long[] places;
    private final List<List<Sighting.Holder>> holders = new ArrayList<>();

    private PhraseScan(List<int[]> phrases, int limit) {
        this.phrases = phrases;
        this.limit = limit;
        this.places = new long[phrases.size()];
        phrases.forEach(phrase -> holders.add(new ArrayList<>()));
    }

    static PhraseScan of(List<int[]> phrases, int limit) {
        check(phrases, limit);
        return new PhraseScan(phrases, limit);
    }

    static void check(List<int[]> phrases, int limit) {
        if (limit < 0 || phrases.stream().anyMatch(phrase -> phrase.length == 0)) {
            throw new IllegalArgumentException(
                    "phrases must have at least one token and limit must be at least 0, got limit " + limit);
        }
    }

    List<Sighting> read(Iterable<TokenSequence> documents) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < phrases.size(); i++) {
            groups.computeIfAbsent(Integer.highestOneBit(phrases.get(i).length), key -> new ArrayList<>())
                    .add(i);
        }
        groups.forEach((prefix, members) -> read(documents, prefix, members));
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            sightings.add(new Sighting(places[i], places[i], holders.get(i), OptionalLong.empty()));
        }
        return sightings;
    }

    private void read(Iterable<TokenSequence> documents, int prefix, List<Integer> members) {
        NgramTable table = new NgramTable(
                members.stream()
                        .map(member -> Arrays.copyOf(phrases.get(member), prefix))
                        .toList(),
                prefix);
        long number = 0;
        for (TokenSequence document : documents) {
            int[] tokens = document.tokens();
            long current = number++;
            table.each(tokens, (hash, at) -> {
                for (int place = table.find(hash, tokens, at); place >= 0; place = table.next(place)) {
                    seen(members.get(place / prefix), tokens, at, current, document.documentId());
                }
            });
        }
    }

    private void seen(int phrase, int[] tokens, int at, long document, String id) {
        int[] wanted = phrases.get(phrase);
        if (at + wanted.length > tokens.length
                || !Arrays.equals(wanted, 0, wanted.length, tokens, at, at + wanted.length)) {
            return;
        }
        places[phrase]++;
        List<Sighting.Holder> found = holders.get(phrase);
        boolean another = found.isEmpty() || found.get(found.size() - 1).document() != document;
        if (found.size() < limit && another) {
            found.add(new Sighting.Holder(document, id, at, OptionalLong.empty()));
        }
    }
}
