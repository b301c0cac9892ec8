package org.palimpsest.corpus.duplicates;

import java.util.Arrays;
import java.util.List;

/**
 * All n-grams of some texts, by content: an open hash table whose entries are compared token by token. About 16 bytes a
 * token of the texts, besides the tokens.
 */
final class NgramTable {
    private static final long BASE = Mixing.GOLDEN;

    private final int n;
    private final int[] tokens;
    private final int[] ends;
    private final int[] slots;
    private final int[] next;
    private final long leaving;

    NgramTable(List<int[]> texts, int n) {
        this.n = n;
        this.tokens = texts.stream().flatMapToInt(Arrays::stream).toArray();
        this.ends = new int[tokens.length];
        this.next = new int[tokens.length];
        this.slots = new int[Math.toIntExact(4L * Integer.highestOneBit(Math.max(1, tokens.length)))];
        Arrays.fill(slots, -1);
        Arrays.fill(next, -1);
        long power = 1;
        for (int i = 1; i < n; i++) {
            power *= BASE;
        }
        this.leaving = power;
        int start = 0;
        for (int[] text : texts) {
            Arrays.fill(ends, start, start + text.length, start + text.length);
            int first = start;
            each(text, (hash, at) -> add(hash, first + at));
            start += text.length;
        }
    }

    /** What is done with the hash of an n-gram. */
    @FunctionalInterface
    interface Visitor {
        void visit(long hash, int at);
    }

    /** Visits every n-gram of a text, in order; constant time for each. */
    void each(int[] text, Visitor visitor) {
        long hash = 0;
        for (int i = 0; i < text.length; i++) {
            if (i >= n) {
                hash -= leaving * Mixing.mix(text[i - n]);
            }
            hash = hash * BASE + Mixing.mix(text[i]);
            if (i >= n - 1) {
                visitor.visit(hash, i - n + 1);
            }
        }
    }

    private void add(long hash, int place) {
        int slot = slot(hash, tokens, place);
        next[place] = slots[slot];
        slots[slot] = place;
    }

    /** The latest place of the n-gram that begins at {@code at}, or -1. */
    int find(long hash, int[] text, int at) {
        return slots[slot(hash, text, at)];
    }

    private int slot(long hash, int[] text, int at) {
        int slot = (int) Mixing.mix(hash) & (slots.length - 1);
        while (slots[slot] >= 0 && !same(slots[slot], text, at)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean same(int place, int[] text, int at) {
        return Arrays.equals(tokens, place, place + n, text, at, at + n);
    }

    /** Gives every place the number of the latest place of its n-gram. */
    void share(long[] numbers) {
        for (int latest : slots) {
            for (int place = latest; place >= 0; place = next[place]) {
                numbers[place] = numbers[latest];
            }
        }
    }

    /** An earlier place of the same n-gram, or -1. */
    int next(int place) {
        return next[place];
    }

    /** The tokens of all texts, one after another; not to be changed. */
    int[] tokens() {
        return tokens;
    }

    /** Where the text of a place ends. */
    int end(int place) {
        return ends[place];
    }
}
