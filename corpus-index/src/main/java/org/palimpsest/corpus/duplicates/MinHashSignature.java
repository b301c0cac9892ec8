package org.palimpsest.corpus.duplicates;

/** The least values of a document's shingles under many permutations: 8 bytes each. */
public final class MinHashSignature {
    private final long[] minima;
    private final boolean empty;

    MinHashSignature(long[] minima, boolean empty) {
        this.minima = minima;
        this.empty = empty;
    }

    /** Returns the number of minima. */
    public int length() {
        return minima.length;
    }

    /** Returns whether the document had no shingle. */
    public boolean isEmpty() {
        return empty;
    }

    /**
     * The share of equal minima: an estimate of Jaccard's similarity s with standard deviation √(s(1-s)/length).
     *
     * @param other a signature of the same scheme and seed
     * @return the share, in [0, 1]; 0 if either document was empty
     * @throws IllegalArgumentException if the lengths differ
     */
    public double similarity(MinHashSignature other) {
        if (minima.length != other.minima.length) {
            throw new IllegalArgumentException("signatures must be equally long, got " + minima.length + " and "
                    + other.minima.length + "; compute both with one scheme");
        }
        if (empty || other.empty) {
            return 0;
        }
        int equal = 0;
        for (int j = 0; j < minima.length; j++) {
            equal += minima[j] == other.minima[j] ? 1 : 0;
        }
        return (double) equal / minima.length;
    }

    /**
     * The key of a band: documents whose keys of one band are equal are candidates.
     *
     * @param band from 0
     * @param rows minima a band
     * @return the key
     */
    public long bandKey(int band, int rows) {
        long key = 0;
        for (int j = band * rows; j < (band + 1) * rows; j++) {
            key = Mixing.append(key, minima[j]);
        }
        return key;
    }
}
