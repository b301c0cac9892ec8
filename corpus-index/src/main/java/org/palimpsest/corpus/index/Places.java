package org.palimpsest.corpus.index;

/**
 * Positions and documents of the suffixes of a range, many at a time: pointers are read in their order, and the documents
 * of all of them are looked up together, so that their memory is fetched at the same time. For one thread.
 */
final class Places {
    private static final int AT_ONCE = 1024;

    private final Shard shard;
    private final long[] positions = new long[AT_ONCE];
    private final long[] documents = new long[AT_ONCE];
    private final long[] separators = new long[AT_ONCE];

    Places(Shard shard) {
        this.shard = shard;
    }

    /**
     * Reads some places.
     *
     * @param first rank of the first
     * @param end rank after the last wanted, above {@code first}
     * @return how many were read, at least 1
     */
    int read(long first, long end) {
        int count = (int) Math.min(AT_ONCE, end - first);
        shard.table().positions(first, count, positions);
        shard.documents().at(positions, count, documents);
        return count;
    }

    long position(int i) {
        return positions[i];
    }

    int document(int i) {
        return (int) documents[i];
    }

    /** The same, and where the documents of the places begin. */
    int readInside(long first, long end) {
        int count = read(first, end);
        shard.documents().separators(documents, count, separators);
        return count;
    }

    /** After {@link #readInside}: tokens between the beginning of the document and the place. */
    long inside(int i) {
        return positions[i] - separators[i] - 1;
    }
}
