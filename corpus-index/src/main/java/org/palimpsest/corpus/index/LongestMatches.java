package org.palimpsest.corpus.index;

import java.util.List;

/** The longest phrase at every token of a text, over all shards: the longest of theirs, and the sum of its counts. */
final class LongestMatches {
    private final List<Shard> shards;
    private final TokenWidth width;
    private final int longest;

    LongestMatches(List<Shard> shards, TokenWidth width, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("the longest match must be at least 1 token, got " + longest);
        }
        this.shards = shards;
        this.width = width;
        this.longest = longest;
    }

    int[] lengths(int[] tokens) {
        int[] lengths = new int[tokens.length];
        for (Shard shard : shards) {
            each(shard, tokens, (at, keys, match) -> lengths[at] = Math.max(lengths[at], match.length()));
        }
        return lengths;
    }

    Matches matches(int[] tokens) {
        int[] lengths = new int[tokens.length];
        long[] counts = new long[tokens.length];
        for (Shard shard : shards) {
            each(shard, tokens, (at, keys, match) -> {
                int length = match.length();
                if (length > 0 && length >= lengths[at]) {
                    long first = shard.search().firstBefore(match.rank(), keys, at, length);
                    long end =
                            shard.search().endAfter(match.rank(), shard.table().suffixes(), keys, at, length);
                    counts[at] = end - first + (length == lengths[at] ? counts[at] : 0);
                    lengths[at] = length;
                }
            });
        }
        return new Matches(lengths, counts);
    }

    /** What is done with the match at a token. */
    @FunctionalInterface
    interface Visitor {
        void visit(int at, int[] keys, Match match);
    }

    /** Finds the longest match at every token of a text in one shard. */
    void each(Shard shard, int[] tokens, Visitor visitor) {
        int[] keys = new int[tokens.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = width.key(tokens[i]);
        }
        Match match = new Match();
        InverseTable inverse = shard.inverse();
        int end = 0;
        for (int at = 0; at < tokens.length; at++) {
            if (end <= at) {
                end = endOfIds(tokens, at);
                match.set(0, 0);
            }
            int length = Math.min(longest, end - at);
            if (length == 0) {
                match.set(0, 0);
            } else if (inverse == null) {
                shard.search().longest(match, keys, at, length);
            } else {
                shard.search().longestNext(match, inverse, keys, at, length);
            }
            visitor.visit(at, keys, match);
        }
    }

    /** The end of the run of ids that the index can have. */
    private int endOfIds(int[] tokens, int from) {
        int end = from;
        while (end < tokens.length && tokens[end] >= 0 && tokens[end] <= width.largestId()) {
            end++;
        }
        return end;
    }
}
