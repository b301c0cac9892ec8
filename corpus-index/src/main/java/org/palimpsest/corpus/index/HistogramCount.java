package org.palimpsest.corpus.index;

import java.util.List;

/** Counts the places of a text's longest phrases by the time at which they were trained on. */
final class HistogramCount {
    private final List<Shard> shards;
    private final long[] firstDocuments;
    private final MatchHistogram.Options options;
    private final long[] bins;
    private final long times;
    private final Places[] read;
    private long counted;
    /** The shard of the last places. */
    private int current;

    HistogramCount(List<Shard> shards, long[] firstDocuments, MatchHistogram.Options options) {
        this.shards = shards;
        this.firstDocuments = firstDocuments;
        this.options = options;
        this.bins = new long[options.bins()];
        this.read = shards.stream().map(Places::new).toArray(Places[]::new);
        boolean stepped = shards.stream().anyMatch(shard -> shard.steps() != null);
        this.times = stepped ? lastStep() + 1 : firstDocuments[shards.size()];
    }

    private long lastStep() {
        long last = 0;
        for (Shard shard : shards) {
            StepTable steps = shard.steps();
            for (int document = 0; steps != null && document < shard.documents().documents(); document++) {
                last = Math.max(last, steps.step(document).orElse(0));
            }
        }
        return last;
    }

    MatchHistogram of(int[] tokens, LongestMatches matches) {
        long[] taken = new long[tokens.length];
        boolean[] matched = new boolean[tokens.length];
        matches.ranges(tokens, options.shortest(), (shard, at, length, ranks) -> {
            matched[at] = true;
            long some = Math.min(ranks.count(), options.most() - taken[at]);
            taken[at] += some;
            count(shard, ranks.first(), ranks.first() + some);
        });
        long found = 0;
        for (boolean one : matched) {
            found += one ? 1 : 0;
        }
        return new MatchHistogram(bins, found, counted);
    }

    private void count(Shard shard, long first, long end) {
        if (shards.get(current) != shard) {
            current = shards.indexOf(shard);
        }
        Places places = read[current];
        StepTable steps = shard.steps();
        long before = firstDocuments[current];
        for (long rank = first; rank < end; ) {
            int count = places.read(rank, end);
            for (int i = 0; i < count; i++) {
                int document = places.document(i);
                long time =
                        steps == null ? before + document : steps.step(document).orElse(-1);
                if (time >= 0) {
                    bins[(int) (time * bins.length / times)]++;
                    counted++;
                }
            }
            rank += count;
        }
    }
}
