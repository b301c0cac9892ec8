package org.palimpsest.corpus.index;

import java.io.Serializable;

/**
 * What the description of an index says about a shard that is finished.
 *
 * @param tokens of the shard, separators included
 * @param documents of it
 * @param id what its side files carry
 * @param check SHA-256 of its file of checksums, in lower-case hex
 */
public record ShardSeal(long tokens, long documents, long id, String check) implements Serializable {}
