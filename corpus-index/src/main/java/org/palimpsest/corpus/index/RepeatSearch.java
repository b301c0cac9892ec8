package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.List;

/**
 * The longest text at every token of a document that the corpus has once more. In the document's own shard it stands beside
 * the suffix in the order of suffixes, where the inverse leads at once; and what is common with a neighbour shrinks by one
 * token at most from one position to the next (Kasai et al. 2001), so a document of n tokens costs about n comparisons.
 */
final class RepeatSearch {
    private final Shard shard;
    private final List<Shard> others;
    private final IndexManifest manifest;
    private final InverseTable ranks;
    private final int longest;

    RepeatSearch(List<Shard> shards, Shard shard, IndexManifest manifest, InverseTable ranks, int longest) {
        this.shard = shard;
        this.others = new ArrayList<>(shards);
        this.others.remove(shard);
        this.manifest = manifest;
        this.ranks = ranks;
        this.longest = longest;
    }

    /** Lengths for a document of the shard, given its tokens. */
    int[] lengths(int document, int[] tokens) {
        int[] lengths = others.isEmpty()
                ? new int[tokens.length]
                : new LongestMatches(others, manifest, longest).lengths(tokens);
        long first = shard.documents().separator(document) + 1;
        int below = 0;
        int above = 0;
        for (int i = 0; i < tokens.length; i++) {
            long position = first + i;
            long rank = ranks.rank(position);
            int most = Math.min(longest, tokens.length - i);
            below = rank == 0 ? 0 : common(position, rank - 1, below - 1, most);
            above = rank + 1 == shard.table().suffixes() ? 0 : common(position, rank + 1, above - 1, most);
            lengths[i] = Math.max(lengths[i], Math.max(below, above));
        }
        return lengths;
    }

    /** How many tokens a position has in common with the suffix of a rank, at least {@code known} and at most {@code most}. */
    private int common(long position, long rank, int known, int most) {
        TokenFile text = shard.text();
        long other = shard.table().position(rank);
        int length = Math.max(0, Math.min(known, most));
        while (length < most
                && other + length < text.tokens()
                && text.key(position + length) == text.key(other + length)) {
            length++;
        }
        return length;
    }
}
