package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what follows a context. The suffixes that begin with it are ordered by what follows, so each distinct follower
 * of a shard costs one gallop over its run: O(log run). Where documents are stored backwards, what follows stands before
 * the suffix, and every occurrence is looked at.
 */
final class NextTokenSearch {
    private final TokenWidth width;
    private final IndexManifest.Direction direction;
    private final Map<Integer, Long> counts = new HashMap<>();
    private long ended;

    NextTokenSearch(IndexManifest manifest) {
        this.width = manifest.width();
        this.direction = manifest.direction();
    }

    /** Adds the followers in one shard of a context, given by its ranks and its length. */
    void add(Shard shard, Ranks ranks, int length) {
        if (direction == IndexManifest.Direction.REVERSED && length > 0) {
            for (long rank = ranks.first(); rank < ranks.end(); rank++) {
                take(shard.text().key(shard.table().position(rank) - 1), 1);
            }
            return;
        }
        long rank = ranks.first();
        while (rank < ranks.end()) {
            long position = shard.table().position(rank) + length;
            if (position == shard.text().tokens()) {
                ended++;
                rank++;
                continue;
            }
            int key = shard.text().key(position);
            long end = key == width.separatorKey() ? ranks.end() : endOfRun(shard, key, rank, ranks.end(), length);
            take(key, end - rank);
            rank = end;
        }
    }

    private void take(int key, long times) {
        if (key == width.separatorKey()) {
            ended += times;
        } else {
            counts.merge(width.id(key), times, Long::sum);
        }
    }

    /** The first rank after {@code first} whose key at a depth is another one, at most {@code limit}. */
    private static long endOfRun(Shard shard, int key, long first, long limit, int depth) {
        long known = first;
        long high = limit;
        for (long step = 1; known + step < limit; step <<= 1) {
            if (shard.text().key(shard.table().position(known + step) + depth) != key) {
                high = known + step;
                break;
            }
            known += step;
        }
        while (high - known > 1) {
            long middle = (known + high) >>> 1;
            if (shard.text().key(shard.table().position(middle) + depth) == key) {
                known = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** What was counted, the most frequent followers alone listed. */
    NextTokens result(int most) {
        List<NextTokens.Follower> followers = new ArrayList<>(counts.size());
        counts.forEach((token, count) -> followers.add(new NextTokens.Follower(token, count)));
        followers.sort(Comparator.comparingLong(NextTokens.Follower::count)
                .reversed()
                .thenComparing(NextTokens.Follower::token, Integer::compareUnsigned));
        long sum = ended;
        for (NextTokens.Follower follower : followers) {
            sum += follower.count();
        }
        return new NextTokens(sum, ended, followers.size(), followers.subList(0, Math.min(most, followers.size())));
    }
}
