package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts many phrases, as many together as there are lanes. */
final class ManyCounts {
    private final List<Shard> shards;
    private final PhraseKeys phraseKeys;
    private final long tokens;

    ManyCounts(List<Shard> shards, PhraseKeys phraseKeys, long tokens) {
        this.shards = shards;
        this.phraseKeys = phraseKeys;
        this.tokens = tokens;
    }

    long[] of(List<int[]> phrases) {
        long[] counts = new long[phrases.size()];
        int[] places = new int[LockStep.LANES];
        int[] from = new int[LockStep.LANES + 1];
        int[] keys = new int[16 * LockStep.LANES];
        List<LockStep> lanes = new ArrayList<>();
        for (int next = 0; next < counts.length; ) {
            int used = 0;
            while (next < counts.length && used < LockStep.LANES) {
                int[] phrase = phrases.get(next);
                if (phrase.length == 0) {
                    counts[next] = tokens;
                } else if (phraseKeys.canHave(phrase)) {
                    int end = from[used] + phrase.length;
                    keys = end > keys.length ? Arrays.copyOf(keys, Math.max(end, 2 * keys.length)) : keys;
                    phraseKeys.put(phrase, keys, from[used]);
                    places[used++] = next;
                    from[used] = end;
                }
                next++;
            }
            search(lanes, new PackedKeys(keys, 0, from[used], phraseKeys.width()), from, used);
            for (LockStep shard : lanes) {
                for (int lane = 0; lane < used; lane++) {
                    counts[places[lane]] += shard.end(lane) - shard.first(lane);
                }
            }
        }
        return counts;
    }

    private void search(List<LockStep> lanes, PackedKeys keys, int[] from, int used) {
        for (int number = 0; number < shards.size(); number++) {
            if (lanes.size() == number) {
                lanes.add(shards.get(number).search().together(keys));
            }
            LockStep shard = lanes.get(number);
            shard.search(keys);
            for (int lane = 0; lane < used; lane++) {
                shard.set(lane, from[lane], from[lane + 1] - from[lane]);
            }
            shard.find(used);
        }
    }
}
