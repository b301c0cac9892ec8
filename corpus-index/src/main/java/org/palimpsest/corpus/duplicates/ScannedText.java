package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.palimpsest.corpus.TokenSequence;

/**
 * Training text without an index: every question reads all documents once (sightings once for each power of two among the
 * lengths) and compares them with a hash table or an automaton of the benchmark. Memory is that of the benchmark (about 32
 * bytes a token, 150 for longest matches), whatever the size of the training text; time is linear in the training text,
 * plus, for matches with skips, those of each place with each place of the benchmark. Exact: hash collisions are compared
 * token by token.
 */
public final class ScannedText implements TrainingText {
    private final Iterable<TokenSequence> documents;
    private final long tokens;

    private ScannedText(Iterable<TokenSequence> documents, long tokens) {
        this.documents = documents;
        this.tokens = tokens;
    }

    /**
     * Documents as text; reads them once, to count their tokens.
     *
     * @param documents the documents, which can be read again and again and are always the same
     * @return the text
     */
    public static ScannedText of(Iterable<TokenSequence> documents) {
        long tokens = 0;
        for (TokenSequence document : documents) {
            tokens += document.length();
        }
        return new ScannedText(documents, tokens);
    }

    @Override
    public long tokens() {
        return tokens;
    }

    @Override
    public List<long[]> counts(List<int[]> texts, int n) {
        SkipMatch.check(n, 0);
        NgramTable table = new NgramTable(texts, n);
        long[] counts = new long[table.tokens().length];
        for (TokenSequence document : documents) {
            int[] read = document.tokens();
            table.each(read, (hash, at) -> {
                int place = table.find(hash, read, at);
                if (place >= 0) {
                    counts[place]++;
                }
            });
        }
        table.share(counts);
        List<long[]> parts = new ArrayList<>();
        int start = 0;
        for (int[] text : texts) {
            parts.add(Arrays.copyOfRange(counts, start, start + text.length));
            start += text.length;
        }
        return parts;
    }

    @Override
    public List<int[]> lengths(List<int[]> texts, int least, int skips) {
        SkipMatch.check(least, skips);
        return skips == 0 ? exact(texts, least) : withSkips(texts, least, skips);
    }

    private List<int[]> exact(List<int[]> texts, int least) {
        MatchAutomaton automaton = MatchAutomaton.of(texts);
        for (TokenSequence document : documents) {
            automaton.read(document.tokens());
        }
        return automaton.lengths(least);
    }

    private List<int[]> withSkips(List<int[]> texts, int least, int skips) {
        NgramTable table = new NgramTable(texts, least);
        int[] lengths = new int[table.tokens().length];
        for (TokenSequence document : documents) {
            int[] read = document.tokens();
            table.each(read, (hash, at) -> {
                for (int place = table.find(hash, read, at); place >= 0; place = table.next(place)) {
                    int length = SkipMatch.length(table.tokens(), place, table.end(place), read, at, skips);
                    lengths[place] = Math.max(lengths[place], length);
                }
            });
        }
        List<int[]> parts = new ArrayList<>();
        int start = 0;
        for (int[] text : texts) {
            parts.add(Arrays.copyOfRange(lengths, start, start + text.length));
            start += text.length;
        }
        return parts;
    }

    @Override
    public List<Sighting> sightings(List<int[]> phrases, int limit) {
        return PhraseScan.of(phrases, limit).read(documents);
    }
}
