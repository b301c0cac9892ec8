package org.palimpsest.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where shards of about equal size are cut from a corpus, between documents: shard 0 has the first documents, and so on, so that a
 * shard's place says when its documents came.
 *
 * @param starts where each shard begins, and the end of the corpus
 */
record ShardCut(List<Start> starts) {
    /** The place between two documents: how many documents and tokens lie before it. */
    record Start(long document, long position) {}

    /** Finds documents by their place. */
    @FunctionalInterface
    interface Starts {
        /** The first document that begins at a position or after it, or the end of the corpus; asked for ever higher ones. */
        Start from(long position) throws IOException;
    }

    /** Chooses the cuts for at most {@code shards} shards; fewer where documents are few or long. */
    static ShardCut choose(Starts documents, Start end, int shards) throws IOException {
        List<Start> starts = new ArrayList<>(List.of(new Start(0, 0)));
        for (int shard = 1; shard < shards; shard++) {
            Start next = documents.from(end.position() / shards * shard);
            if (next.document() < end.document()
                    && next.document() > starts.get(starts.size() - 1).document()) {
                starts.add(next);
            }
        }
        starts.add(end);
        return new ShardCut(List.copyOf(starts));
    }

    int shards() {
        return starts.size() - 1;
    }

    /** Tokens of a shard. */
    long tokens(int shard) {
        return starts.get(shard + 1).position() - starts.get(shard).position();
    }

    /** Documents of a shard. */
    long documents(int shard) {
        return starts.get(shard + 1).document() - starts.get(shard).document();
    }

    /** The part of a corpus that becomes a shard. */
    ShardPart part(RawCorpus corpus, int shard) {
        Start start = starts.get(shard);
        return new ShardPart(corpus, shard, start.document(), documents(shard), start.position(), tokens(shard));
    }
}
