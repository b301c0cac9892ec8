package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The longest phrases of a text in a whole corpus, as one of its shards needs them to find its own among their places.
 *
 * @param lengths of the phrase at each token of the text; {@link Integer#MAX_VALUE} where this shard does not have it
 * @param counts places of the phrase in the corpus; 0 where this shard does not have it
 * @param before how many of them are in later shards, which samples number first
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of every token, handed from reader to search
public record SharedMatches(int[] lengths, long[] counts, long[] before) {
    /**
     * Puts the matches of all shards together: the longest of theirs, the sum of its counts.
     *
     * @param shards what each shard has alone ({@link SuffixArrayIndex#match}), in the order of the corpus
     * @param shortest matches below this length are passed over, at least 1
     * @return for each shard what it needs, in the same order
     */
    public static List<SharedMatches> of(List<Matches> shards, int shortest) {
        int tokens = shards.isEmpty() ? 0 : shards.get(0).lengths().length;
        int[] longest = new int[tokens];
        long[] total = new long[tokens];
        for (Matches shard : shards) {
            int[] lengths = shard.lengths();
            long[] counts = shard.counts();
            for (int at = 0; at < tokens; at++) {
                if (lengths[at] > longest[at]) {
                    longest[at] = lengths[at];
                    total[at] = counts[at];
                } else if (lengths[at] == longest[at]) {
                    total[at] += counts[at];
                }
            }
        }
        List<SharedMatches> shared = new ArrayList<>();
        long[] after = new long[tokens];
        for (int shard = shards.size() - 1; shard >= 0; shard--) {
            int[] lengths = shards.get(shard).lengths();
            long[] counts = shards.get(shard).counts();
            SharedMatches one = none(tokens);
            for (int at = 0; at < tokens; at++) {
                if (lengths[at] >= shortest && lengths[at] == longest[at]) {
                    one.lengths[at] = longest[at];
                    one.counts[at] = total[at];
                    one.before[at] = after[at];
                    after[at] += counts[at];
                }
            }
            shared.add(0, one);
        }
        return shared;
    }

    /**
     * A shard that has none of the phrases.
     *
     * @param tokens of the text
     * @return matches to be filled in
     */
    public static SharedMatches none(int tokens) {
        int[] lengths = new int[tokens];
        Arrays.fill(lengths, Integer.MAX_VALUE);
        return new SharedMatches(lengths, new long[tokens], new long[tokens]);
    }
}
