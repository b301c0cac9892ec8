package org.palimpsest.corpus.duplicates;

import java.util.Arrays;

/**
 * Documents by their key in one band: an open hash table of the latest document with each key, and a chain to earlier ones.
 * Up to 20 bytes a document, used for one band after another.
 */
final class BandTable {
    /** With more, the table would need more slots than an array has. */
    static final int MOST_DOCUMENTS = 1 << 29;

    private static final int MOST_SLOTS = 1 << 30;

    private final int[] latest;
    private final int[] earlier;

    BandTable(int documents) {
        latest = new int[(int) Math.min(MOST_SLOTS, 4L * Integer.highestOneBit(Math.max(1, documents)))];
        earlier = new int[documents];
    }

    static long bytes(long documents) {
        return Integer.BYTES * (4 * Long.highestOneBit(Math.max(1, documents)) + documents);
    }

    void clear() {
        Arrays.fill(latest, -1);
    }

    /** Adds a document; afterwards {@link #earlier} leads to those with its key. */
    void add(int document, long key, BandKeys keys, int band) {
        int slot = (int) Mixing.mix(key) & (latest.length - 1);
        while (latest[slot] >= 0 && keys.key(latest[slot], band) != key) {
            slot = (slot + 1) & (latest.length - 1);
        }
        earlier[document] = latest[slot];
        latest[slot] = document;
    }

    /** The next earlier document with the same key, or -1. */
    int earlier(int document) {
        return earlier[document];
    }
}
