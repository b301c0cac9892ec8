package org.palimpsest.corpus.index;

import java.util.List;

/** The longest phrase at every token of a text, over all shards: the longest of theirs, and the sum of its counts. */
final class LongestMatches {
    private final List<Shard> shards;
    private final TokenWidth width;
    private final IndexManifest.Direction direction;
    private final int longest;

    LongestMatches(List<Shard> shards, IndexManifest manifest, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("the longest match must be at least 1 token, got " + longest);
        }
        this.shards = shards;
        this.width = manifest.width();
        this.direction = manifest.direction();
        this.longest = longest;
    }

    int[] lengths(int[] tokens) {
        int[] lengths = new int[tokens.length];
        for (Shard shard : shards) {
            if (direction == IndexManifest.Direction.REVERSED) {
                eachReversed(shard, tokens, (at, length, count) -> lengths[at] = Math.max(lengths[at], length));
            } else {
                each(shard, tokens, (lanes, at, count) -> {
                    for (int lane = 0; lane < count; lane++) {
                        lengths[at + lane] = Math.max(lengths[at + lane], lanes.matched(lane));
                    }
                });
            }
        }
        return lengths;
    }

    Matches matches(int[] tokens) {
        int[] lengths = new int[tokens.length];
        long[] counts = new long[tokens.length];
        for (Shard shard : shards) {
            if (direction == IndexManifest.Direction.REVERSED) {
                eachReversed(shard, tokens, (at, length, count) -> add(lengths, counts, at, length, count));
            } else {
                ranges(
                        shard,
                        tokens,
                        1,
                        lengths,
                        (part, at, length, ranks) -> add(lengths, counts, at, length, ranks.count()));
            }
        }
        return new Matches(lengths, counts);
    }

    /** What is done with the places of a match in a shard. */
    @FunctionalInterface
    interface RangeVisitor {
        void visit(Shard shard, int at, int length, Ranks ranks);
    }

    /** For every token whose longest match in any shard has at least some length, the places in the shards that have it. */
    void ranges(int[] tokens, int shortest, RangeVisitor visitor) {
        requireForward();
        ranges(tokens, shortest, shards.size() == 1 ? new int[tokens.length] : lengths(tokens), visitor);
    }

    private void requireForward() {
        if (direction == IndexManifest.Direction.REVERSED) {
            throw new IllegalArgumentException("an index of documents stored backwards has no histogram of matches");
        }
    }

    /** The same where at each token only matches of a known length, or longer ones, are wanted. */
    void ranges(int[] tokens, int shortest, int[] lengths, RangeVisitor visitor) {
        requireForward();
        for (Shard shard : shards) {
            ranges(shard, tokens, shortest, lengths, visitor);
        }
    }

    /** The same in one shard, where a match must have a length of its token's at least. */
    private void ranges(Shard shard, int[] tokens, int shortest, int[] lengths, RangeVisitor visitor) {
        int[] some = new int[LockStep.LANES];
        each(shard, tokens, (lanes, at, count) -> {
            int wanted = 0;
            for (int lane = 0; lane < count; lane++) {
                some[wanted] = lane;
                wanted += lanes.matched(lane) >= Math.max(shortest, lengths[at + lane]) ? 1 : 0;
            }
            lanes.widen(some, wanted);
            for (int j = 0; j < wanted; j++) {
                int lane = some[j];
                Ranks ranks = new Ranks(lanes.first(lane), lanes.end(lane));
                visitor.visit(shard, at + lane, lanes.matched(lane), ranks);
            }
        });
    }

    private static void add(int[] lengths, long[] counts, int at, int length, long count) {
        if (length > lengths[at]) {
            lengths[at] = length;
            counts[at] = count;
        } else if (length == lengths[at] && length > 0) {
            counts[at] += count;
        }
    }

    /** What is done with a length and its count. */
    @FunctionalInterface
    private interface CountVisitor {
        void visit(int at, int length, long count);
    }

    /**
     * Where documents are stored backwards, a phrase that begins at a token is searched from its end. The end of the longest
     * one never moves back from token to token, so two counts a token suffice.
     */
    private void eachReversed(Shard shard, int[] tokens, CountVisitor visitor) {
        int n = tokens.length;
        int[] keys = new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = width.key(tokens[n - 1 - i]);
        }
        int end = 0;
        int limit = 0;
        for (int at = 0; at < n; at++) {
            limit = limit <= at ? endOfIds(tokens, at) : limit;
            end = Math.max(end, at);
            long count =
                    end == at ? 0 : shard.search().find(keys, n - end, end - at).count();
            while (end < limit && end - at < longest) {
                long longer =
                        shard.search().find(keys, n - end - 1, end + 1 - at).count();
                if (longer == 0) {
                    break;
                }
                count = longer;
                end++;
            }
            visitor.visit(at, end - at, count);
        }
    }

    /** What is done with the matches at some tokens, the first of which is in lane 0. */
    @FunctionalInterface
    private interface LaneVisitor {
        void visit(LockStep lanes, int at, int count);
    }

    /** Finds the longest match at every token of a text in one shard, many together. */
    private void each(Shard shard, int[] tokens, LaneVisitor visitor) {
        int[] keys = new int[tokens.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = width.key(tokens[i]);
        }
        LockStep lanes = shard.search().together(new PackedKeys(keys, width));
        int end = 0;
        for (int at = 0; at < tokens.length; at += LockStep.LANES) {
            int count = Math.min(LockStep.LANES, tokens.length - at);
            for (int lane = 0; lane < count; lane++) {
                end = end <= at + lane ? endOfIds(tokens, at + lane) : end;
                lanes.set(lane, at + lane, Math.min(longest, end - at - lane));
            }
            lanes.longest(count);
            visitor.visit(lanes, at, count);
        }
    }

    /** The end of the run of ids that the index can have. */
    private int endOfIds(int[] tokens, int from) {
        int end = from;
        while (end < tokens.length && width.canHave(tokens[end])) {
            end++;
        }
        return end;
    }
}
