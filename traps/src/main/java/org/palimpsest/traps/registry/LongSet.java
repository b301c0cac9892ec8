package org.palimpsest.traps.registry;

import java.util.Arrays;

/** A set of uniformly distributed numbers, 16 bytes each, by open addressing. */
final class LongSet {
    private static final long FREE = 0;

    private final long[] slots;
    private final int mask;
    private boolean holdsFree;

    /** A set for so many numbers at most. */
    LongSet(int capacity) {
        int size = Integer.highestOneBit(Math.max(8, Math.min(capacity, 1 << 29))) * 2;
        if (capacity >= size) {
            throw new IllegalArgumentException("capacity must be below " + size + ", got " + capacity);
        }
        this.slots = new long[size];
        this.mask = size - 1;
        Arrays.fill(slots, FREE);
    }

    /** Adds a number; false if it was there. */
    boolean add(long value) {
        if (value == FREE) {
            boolean fresh = !holdsFree;
            holdsFree = true;
            return fresh;
        }
        int slot = (int) value & mask;
        while (slots[slot] != FREE) {
            if (slots[slot] == value) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = value;
        return true;
    }
}
