package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The part of an index that lies in a set of documents: counts, places and histograms of those alone. A query looks at
 * every place of a phrase, about 20 nanoseconds each, or reads the documents of the set where they are shorter. Safe for
 * use by many threads.
 */
public final class RestrictedIndex {
    private final SuffixArrayIndex index;
    private final DocumentSet among;
    private final long times;

    private RestrictedIndex(SuffixArrayIndex index, DocumentSet among, long times) {
        this.index = index;
        this.among = among;
        this.times = times;
    }

    /**
     * A part of an index.
     *
     * @param index the index
     * @param among which documents
     * @return the part
     * @throws IllegalArgumentException if the set holds a document that the index has not
     */
    public static RestrictedIndex of(SuffixArrayIndex index, DocumentSet among) {
        DocumentSelection.requireInside(index, among);
        long times = index.documents();
        if (index.hasSteps()) {
            times = 1;
            for (long document = 0; document < index.documents(); document++) {
                times = Math.max(times, index.step(document).orElse(0) + 1);
            }
        }
        return new RestrictedIndex(index, among, times);
    }

    /** Returns which documents the part has. */
    public DocumentSet among() {
        return among;
    }

    /**
     * How often a phrase occurs in the documents of the set.
     *
     * @param phrase token ids, at least one
     * @return the number of positions at which it begins
     * @throws IllegalArgumentException if the phrase is empty
     */
    public long count(int[] phrase) {
        if (phrase.length == 0) {
            throw new IllegalArgumentException("a phrase must have at least one token, got none");
        }
        return DocumentSearch.in(index).count(phrase, among);
    }

    /**
     * The documents of the set that hold a phrase.
     *
     * @param phrase token ids, at least one
     * @return the documents
     */
    public DocumentSet documents(int[] phrase) {
        return DocumentSearch.in(index).documents(PhraseQuery.allOf(phrase), among);
    }

    /**
     * Shows where a phrase occurs in the documents of the set.
     *
     * @param phrase token ids, at least one
     * @param limit places shown at most, at least 0: the first in the order of suffixes
     * @param visitor gets the places, in the order of suffixes
     * @return the count
     * @throws IllegalArgumentException if the phrase is empty or the limit negative
     */
    public long visit(int[] phrase, long limit, OccurrenceVisitor visitor) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must be at least 0, got " + limit);
        }
        long[] count = new long[1];
        index.visit(phrase, Long.MAX_VALUE, (document, position) -> {
            if (among.contains(document) && count[0]++ < limit) {
                visitor.visit(document, position);
            }
        });
        return count[0];
    }

    /**
     * Where a phrase occurs in the documents of the set.
     *
     * @param phrase token ids, at least one
     * @param limit hits wanted at most, at least 0
     * @return the count, and the hits in the order of the corpus; of more than {@code limit}, those at equal distances
     *     among the suffixes of the set, always the same ones
     * @throws IllegalArgumentException if the phrase is empty or the limit negative
     */
    public Occurrences locate(int[] phrase, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must be at least 0, got " + limit);
        }
        long count = count(phrase);
        long wanted = Math.min(count, limit);
        List<Occurrences.Hit> hits = new ArrayList<>();
        if (wanted > 0) {
            long[] seen = new long[1];
            visit(phrase, Long.MAX_VALUE, (document, position) -> {
                if (hits.size() < wanted && seen[0]++ == place(hits.size(), count, wanted)) {
                    hits.add(new Occurrences.Hit(document, position));
                }
            });
        }
        Collections.sort(hits);
        return new Occurrences(count, hits);
    }

    /** The place of the i-th of {@code wanted} hits among all. */
    private static long place(long i, long count, long wanted) {
        return wanted == count ? i : (long) ((i + 0.5) * ((double) count / wanted));
    }

    /**
     * Where in training the longest phrases of a text occur in the documents of the set: as {@link
     * NgramIndex#histogram}, whose phrases are the longest in the whole corpus, but of their places those in the set alone
     * are counted, and looked at until {@link MatchHistogram.Options#most} of them are.
     *
     * @param tokens the text
     * @param options which phrases count, and how many bins
     * @return a count for each bin; {@code matched} counts tokens whose phrase has a place in the set
     */
    public MatchHistogram histogram(int[] tokens, MatchHistogram.Options options) {
        long[] bins = new long[options.bins()];
        long[] taken = new long[tokens.length];
        long[] places = new long[1];
        new LongestMatches(shards(), index.manifest(), options.longest())
                .ranges(tokens, options.shortest(), (shard, at, length, ranks) -> {
                    long base = firstDocument(shard);
                    for (long rank = ranks.first(); rank < ranks.end() && taken[at] < options.most(); rank++) {
                        int local = shard.documents().at(shard.table().position(rank));
                        if (among.contains(base + local)) {
                            taken[at]++;
                            long time = time(shard, base, local);
                            if (time >= 0) {
                                bins[(int) (time * bins.length / times)]++;
                                places[0]++;
                            }
                        }
                    }
                });
        long matched = 0;
        for (long each : taken) {
            matched += each > 0 ? 1 : 0;
        }
        return new MatchHistogram(bins, matched, places[0]);
    }

    private static long time(Shard shard, long base, int local) {
        StepTable steps = shard.steps();
        return steps == null ? base + local : steps.step(local).orElse(-1);
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < index.shardCount(); i++) {
            shards.add(index.shard(i));
        }
        return shards;
    }

    private long firstDocument(Shard wanted) {
        long first = 0;
        for (int i = 0; index.shard(i) != wanted; i++) {
            first += index.shard(i).documents().documents();
        }
        return first;
    }
}
