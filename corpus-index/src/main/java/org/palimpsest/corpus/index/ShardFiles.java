package org.palimpsest.corpus.index;

import java.nio.file.Path;

/**
 * Where the files of a shard lie.
 *
 * @param folder of the index
 * @param shard its number, from 0
 */
record ShardFiles(Path folder, int shard) {
    Path tokens() {
        return folder.resolve("tokenized." + shard);
    }

    Path table() {
        return folder.resolve("table." + shard);
    }

    Path offsets() {
        return folder.resolve("offset." + shard);
    }

    Path metadata() {
        return folder.resolve("metadata." + shard);
    }

    Path metadataOffsets() {
        return folder.resolve("metaoff." + shard);
    }

    Path unigrams() {
        return folder.resolve("unigram." + shard);
    }

    Path side(SideFile.Kind kind) {
        return folder.resolve(kind.fileName(shard));
    }
}
