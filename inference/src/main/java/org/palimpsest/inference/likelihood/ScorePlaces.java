package org.palimpsest.inference.likelihood;

import java.util.Arrays;

/**
 * Where the records of a cache stand: the first 64 bits of a key to a place in the file. An open table with linear probing,
 * 16 bytes a slot, between a quarter and a half full: 32 to 64 bytes a record.
 */
final class ScorePlaces {
    private static final long NOWHERE = -1;

    private long[] hashes = new long[1 << 10];
    private long[] places = filled(1 << 10);
    private int size;

    private static long[] filled(int length) {
        long[] places = new long[length];
        Arrays.fill(places, NOWHERE);
        return places;
    }

    /** The place of a key, or -1. */
    long get(long hash) {
        return places[slot(hash)];
    }

    /** Sets the place of a key. */
    void put(long hash, long place) {
        int slot = slot(hash);
        if (places[slot] == NOWHERE) {
            size++;
        }
        hashes[slot] = hash;
        places[slot] = place;
        if (2L * size > places.length) {
            grow();
        }
    }

    int size() {
        return size;
    }

    private int slot(long hash) {
        int mask = places.length - 1;
        int slot = (int) hash & mask;
        while (places[slot] != NOWHERE && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPlaces = places;
        hashes = new long[2 * oldHashes.length];
        places = filled(hashes.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldPlaces[i] != NOWHERE) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
