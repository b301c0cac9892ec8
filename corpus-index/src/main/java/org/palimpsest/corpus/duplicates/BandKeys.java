package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A key for every band of every document, in blocks, so that growing never copies: 8 bytes a band. */
final class BandKeys {
    private static final int BLOCK_SHIFT = 10;

    private final int bands;
    private final List<long[]> blocks = new ArrayList<>();
    private final BitSet empty = new BitSet();
    private int documents;

    BandKeys(int bands) {
        this.bands = bands;
    }

    int documents() {
        return documents;
    }

    /** Bytes of all keys, full blocks counted. */
    static long bytes(long documents, int bands) {
        return ((documents + (1 << BLOCK_SHIFT) - 1) >> BLOCK_SHIFT << BLOCK_SHIFT) * bands * Long.BYTES
                + documents / 8;
    }

    void add(MinHashSignature signature, int rows) {
        int inBlock = documents & ((1 << BLOCK_SHIFT) - 1);
        if (inBlock == 0) {
            blocks.add(new long[bands << BLOCK_SHIFT]);
        }
        long[] block = blocks.get(blocks.size() - 1);
        for (int band = 0; band < bands; band++) {
            block[inBlock * bands + band] = signature.bandKey(band, rows);
        }
        empty.set(documents, signature.isEmpty());
        documents++;
    }

    long key(int document, int band) {
        return blocks.get(document >> BLOCK_SHIFT)[(document & ((1 << BLOCK_SHIFT) - 1)) * bands + band];
    }

    boolean isEmpty(int document) {
        return empty.get(document);
    }

    /** Whether two documents share a band before the given one. */
    boolean shareBefore(int band, int one, int other) {
        for (int i = 0; i < band; i++) {
            if (key(one, i) == key(other, i)) {
                return true;
            }
        }
        return false;
    }
}
