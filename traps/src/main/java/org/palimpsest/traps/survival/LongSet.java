package org.palimpsest.traps.survival;

/** A set of hashes: open addressing, 8 bytes a slot, at most two thirds full. */
final class LongSet {
    private static final int FIRST_SLOTS = 64;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;
    private boolean zero;

    /** Adds a hash; false if it was there. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        int slot = slot(hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        if (3L * size > 2L * slots.length) {
            grow();
        }
        return true;
    }

    boolean contains(long hash) {
        return hash == 0 ? zero : slots[slot(hash)] == hash;
    }

    long size() {
        return size + (zero ? 1L : 0L);
    }

    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            throw new IllegalStateException(size + " hashes fill the largest set; simulate on a part of the corpus");
        }
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long hash : old) {
            if (hash != 0) {
                slots[slot(hash)] = hash;
            }
        }
    }
}
