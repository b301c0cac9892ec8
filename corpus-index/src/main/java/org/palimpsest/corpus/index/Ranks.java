package org.palimpsest.corpus.index;

/**
 * The suffixes of one shard that begin with a phrase: ranks from {@code first} up to but not including {@code end}.
 *
 * @param first rank of the first
 * @param end rank after the last, at least {@code first}
 */
record Ranks(long first, long end) {
    long count() {
        return end - first;
    }
}
