package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Where shards of about equal size are cut from what {@link CorpusWriter} wrote, between documents: shard 0 has the first
 * documents, and so on, so that a shard's place says when its documents came.
 *
 * @param documents where each shard begins, and the number of all documents at the end
 * @param positions the same in tokens
 */
record ShardCut(List<Integer> documents, List<Long> positions) {

    /** Chooses the cuts for at most {@code shards} shards; fewer where documents are few or long. */
    static ShardCut choose(PagedFile offsets, long tokens, int tokenBytes, int shards) {
        int count = Math.toIntExact(offsets.size() / 8);
        List<Integer> documents = new ArrayList<>(List.of(0));
        List<Long> positions = new ArrayList<>(List.of(0L));
        int document = 0;
        for (int shard = 1; shard < shards; shard++) {
            long wanted = tokens / shards * shard;
            while (document < count && offsets.littleEndianLong(8L * document) / tokenBytes < wanted) {
                document++;
            }
            if (document < count && document > documents.get(documents.size() - 1)) {
                documents.add(document);
                positions.add(offsets.littleEndianLong(8L * document) / tokenBytes);
            }
        }
        documents.add(count);
        positions.add(tokens);
        return new ShardCut(List.copyOf(documents), List.copyOf(positions));
    }

    int shards() {
        return documents.size() - 1;
    }

    /** Tokens of a shard. */
    long tokens(int shard) {
        return positions.get(shard + 1) - positions.get(shard);
    }

    /** Documents of a shard. */
    int documents(int shard) {
        return documents.get(shard + 1) - documents.get(shard);
    }

    /** The part of a corpus that becomes a shard. */
    ShardPart part(RawCorpus corpus, int shard) {
        return new ShardPart(
                corpus, shard, documents.get(shard), documents(shard), positions.get(shard), tokens(shard));
    }
}
