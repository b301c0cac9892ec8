package org.palimpsest.corpus.index;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Shows, for every token of a text, the documents that have its longest phrase. Of a phrase with too many places a sample is
 * drawn among the suffixes that does not depend on the order of documents in any way, not even where suffixes are equal.
 */
final class MatchedDocuments {
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private final List<Shard> shards;
    private final long[] firstDocuments;
    private final MatchedPlaces.Options options;
    private final Places[] places;
    private long[] positions = new long[1];
    private long[] found = new long[1];
    private long[] documents = new long[1];

    /** The matches of a text in the shards: where, which ranks, and the next match of the same token. */
    private static final class Ranges {
        private final int[] head;
        private final int[] length;
        private final long[] total;
        private int[] next = new int[64];
        private int[] shard = new int[64];
        private long[] first = new long[64];
        private long[] end = new long[64];
        private int size;

        Ranges(int tokens) {
            head = new int[tokens];
            length = new int[tokens];
            total = new long[tokens];
            Arrays.fill(head, -1);
        }

        void add(int at, int matched, int part, Ranks ranks) {
            if (size == first.length) {
                next = Arrays.copyOf(next, 2 * size);
                shard = Arrays.copyOf(shard, 2 * size);
                first = Arrays.copyOf(first, 2 * size);
                end = Arrays.copyOf(end, 2 * size);
            }
            next[size] = head[at];
            shard[size] = part;
            first[size] = ranks.first();
            end[size] = ranks.end();
            head[at] = size++;
            length[at] = matched;
            total[at] += ranks.count();
        }
    }

    MatchedDocuments(List<Shard> shards, long[] firstDocuments, MatchedPlaces.Options options) {
        this.shards = shards;
        this.firstDocuments = firstDocuments;
        this.options = options;
        this.places = shards.stream().map(Places::new).toArray(Places[]::new);
    }

    void show(int[] tokens, LongestMatches matches, MatchedPlaces visitor) {
        Ranges ranges = new Ranges(tokens.length);
        matches.ranges(
                tokens,
                options.shortest(),
                (shard, at, length, ranks) -> ranges.add(at, length, shards.indexOf(shard), ranks));
        show(tokens, ranges, ranges.total, new long[tokens.length], visitor);
    }

    /** The same of one shard among others. */
    void show(int[] tokens, LongestMatches matches, SharedMatches shared, MatchedPlaces visitor) {
        Ranges ranges = new Ranges(tokens.length);
        matches.ranges(
                tokens,
                options.shortest(),
                shared.lengths(),
                (shard, at, length, ranks) -> ranges.add(at, length, 0, ranks));
        show(tokens, ranges, shared.counts(), shared.before(), visitor);
    }

    private void show(int[] tokens, Ranges ranges, long[] counts, long[] before, MatchedPlaces visitor) {
        for (int at = 0; at < tokens.length; at++) {
            if (ranges.head[at] >= 0) {
                long count = counts[at];
                reserve((int) Math.min(count, options.most()));
                int kept = count <= options.most()
                        ? all(ranges, at)
                        : sample(ranges, at, draws(count, seed(tokens, at, ranges.length[at])), before[at]);
                visitor.visit(at, ranges.length[at], count, documents, kept);
            }
        }
    }

    private void reserve(int kept) {
        if (documents.length < kept) {
            positions = new long[kept];
            found = new long[kept];
            documents = new long[kept];
        }
    }

    /** The documents of all places. */
    private int all(Ranges ranges, int at) {
        int filled = 0;
        for (int i = ranges.head[at]; i >= 0; i = ranges.next[i]) {
            int shard = ranges.shard[i];
            long before = firstDocuments[shard];
            for (long rank = ranges.first[i]; rank < ranges.end[i]; ) {
                int count = places[shard].read(rank, ranges.end[i]);
                for (int j = 0; j < count; j++) {
                    documents[filled++] = before + places[shard].document(j);
                }
                rank += count;
            }
        }
        return filled;
    }

    /** Which of all places are drawn, with replacement, by ascending number. */
    private long[] draws(long count, long seed) {
        long[] drawn =
                new SplittableRandom(seed).longs(options.most(), 0, count).toArray();
        Arrays.sort(drawn);
        return drawn;
    }

    /** The documents of those drawn places that are here; so many places are in shards that come before. */
    private int sample(Ranges ranges, int at, long[] drawn, long placesBefore) {
        int next = 0;
        while (next < drawn.length && drawn[next] < placesBefore) {
            next++;
        }
        int filled = 0;
        long before = placesBefore;
        for (int i = ranges.head[at]; i >= 0; i = ranges.next[i]) {
            long count = ranges.end[i] - ranges.first[i];
            int wanted = 0;
            while (next < drawn.length && drawn[next] < before + count) {
                positions[wanted++] = ranges.first[i] + drawn[next++] - before;
            }
            Shard shard = shards.get(ranges.shard[i]);
            shard.table().positions(positions, wanted, found);
            shard.documents().at(found, wanted, positions);
            for (int j = 0; j < wanted; j++) {
                documents[filled++] = firstDocuments[ranges.shard[i]] + positions[j];
            }
            before += count;
        }
        return filled;
    }

    private long seed(int[] tokens, int from, int length) {
        long hash = options.seed() * MIXER + length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ tokens[i]) * MIXER;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
