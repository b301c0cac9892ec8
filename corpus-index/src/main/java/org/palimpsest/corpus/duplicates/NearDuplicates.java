package org.palimpsest.corpus.duplicates;

/**
 * Finds documents that are nearly the same by locality-sensitive hashing of their signatures. Documents stream in; of each
 * only one key a band is kept. They are numbered 0, 1, 2 … in the order of {@link #add}. Not safe for many threads while
 * documents are added.
 *
 * <p>Memory: {@link #bytes(MinHashScheme, long)}, 8·bands and 20 to 28 bytes a document (132 to 140 for FineWeb's scheme); beyond the
 * bound that the caller sets, a document is refused. Time: linear in documents and bands for {@link #clusters()}; for pairs,
 * plus the pairs of each band, so a text that occurs g times costs g²/2 a band.
 */
public final class NearDuplicates {
    private final MinHashScheme scheme;
    private final long memoryBytes;
    private final BandKeys keys;

    private NearDuplicates(MinHashScheme scheme, long memoryBytes) {
        this.scheme = scheme;
        this.memoryBytes = memoryBytes;
        this.keys = new BandKeys(scheme.bands());
    }

    /**
     * No documents yet; memory is bounded by the heap alone.
     *
     * @param scheme the scheme of all signatures
     * @return an empty finder
     */
    public static NearDuplicates of(MinHashScheme scheme) {
        return new NearDuplicates(scheme, Long.MAX_VALUE);
    }

    /**
     * No documents yet, and a bound.
     *
     * @param scheme the scheme of all signatures
     * @param memoryBytes what {@link #bytes(MinHashScheme, long)} may reach, at least 1
     * @return an empty finder
     * @throws IllegalArgumentException if the bound is below 1
     */
    public static NearDuplicates bounded(MinHashScheme scheme, long memoryBytes) {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("memoryBytes must be at least 1, got " + memoryBytes);
        }
        return new NearDuplicates(scheme, memoryBytes);
    }

    /**
     * What documents need: their keys, a table for one band, and the groups.
     *
     * @param scheme the scheme
     * @param documents how many, at least 0
     * @return bytes
     */
    public static long bytes(MinHashScheme scheme, long documents) {
        return BandKeys.bytes(documents, scheme.bands()) + BandTable.bytes(documents) + 2 * Integer.BYTES * documents;
    }

    /**
     * Adds a document.
     *
     * @param signature its signature; an empty one is nobody's duplicate
     * @return its number
     * @throws IllegalArgumentException if the signature has another length than the scheme's
     * @throws IllegalStateException if the bound of memory is reached, or 2^29 documents
     */
    public int add(MinHashSignature signature) {
        if (signature.length() != scheme.minima()) {
            throw new IllegalArgumentException("a signature of " + scheme.name() + " has " + scheme.minima()
                    + " minima, got " + signature.length());
        }
        int document = keys.documents();
        if (document == BandTable.MOST_DOCUMENTS) {
            throw new IllegalStateException("there can be at most " + document + " documents; deduplicate in parts");
        }
        if (bytes(scheme, document + 1L) > memoryBytes) {
            throw new IllegalStateException(document + " documents fill the " + memoryBytes
                    + " bytes allowed; one more needs " + bytes(scheme, document + 1L)
                    + ". Allow more, or deduplicate in parts as FineWeb does");
        }
        keys.add(signature, scheme.rows());
        return document;
    }

    /** Returns the number of documents added. */
    public int documents() {
        return keys.documents();
    }

    /**
     * Every candidate pair, once: by the first band that the two share, then by the later document, its partners from the
     * latest to the earliest.
     *
     * @param visitor takes the pairs
     */
    public void pairs(PairVisitor visitor) {
        each((table, band, document) -> {
            for (int other = table.earlier(document); other >= 0; other = table.earlier(other)) {
                if (!keys.shareBefore(band, other, document)) {
                    visitor.visit(other, document);
                }
            }
        });
    }

    /**
     * The groups that all candidate pairs make.
     *
     * @return the groups
     */
    public Clusters clusters() {
        UnionFind sets = new UnionFind(documents());
        each((table, band, document) -> {
            int other = table.earlier(document);
            if (other >= 0) {
                sets.join(other, document);
            }
        });
        return new Clusters(sets.roots());
    }

    /**
     * The groups that verified pairs make. Pairs that a chain joins already are not looked at.
     *
     * @param test decides about a candidate pair; called at most once for each
     * @return the groups
     */
    public Clusters clusters(PairTest test) {
        UnionFind sets = new UnionFind(documents());
        pairs((first, second) -> {
            if (sets.root(first) != sets.root(second) && test.duplicates(first, second)) {
                sets.join(first, second);
            }
        });
        return new Clusters(sets.roots());
    }

    @FunctionalInterface
    private interface Added {
        void to(BandTable table, int band, int document);
    }

    private void each(Added added) {
        BandTable table = new BandTable(documents());
        for (int band = 0; band < scheme.bands(); band++) {
            table.clear();
            for (int document = 0; document < documents(); document++) {
                if (!keys.isEmpty(document)) {
                    table.add(document, keys.key(document, band), keys, band);
                    added.to(table, band, document);
                }
            }
        }
    }
}
