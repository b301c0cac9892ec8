package org.palimpsest.corpus.index;

import java.io.UncheckedIOException;

/** The ranks of the suffixes that begin with each key of at most 16 bits; kept on the heap, half a megabyte. */
final class FirstTable {
    private final long[] ranks;

    FirstTable(PagedFile file, SideFile header) {
        ranks = new long[Math.toIntExact(header.entries())];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = file.littleEndianLong(SideFile.HEADER + 8L * i);
            if (ranks[i] > header.tokens() || (i > 0 && ranks[i] < ranks[i - 1])) {
                throw new UncheckedIOException(new CorruptIndexException(
                        file.path(), SideFile.HEADER + 8L * i, "rank " + ranks[i], "ranks that do not fall"));
            }
        }
    }

    /** The first rank of a key. */
    long first(int key) {
        return ranks[key];
    }

    /** The rank after the last of a key. */
    long end(int key) {
        return ranks[key + 1];
    }
}
