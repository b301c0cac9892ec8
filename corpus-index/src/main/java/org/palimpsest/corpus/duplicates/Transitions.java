package org.palimpsest.corpus.duplicates;

import java.util.Arrays;

/** The edges of an automaton: an open hash table by state and token, and a list for each state. 20 to 28 bytes an edge. */
final class Transitions {
    private final int[] slots;
    private final int[] tokens;
    private final int[] sources;
    private final int[] targets;
    private final int[] next;
    private final int[] first;
    private int edges;

    Transitions(int states, int mostEdges) {
        slots = new int[Math.toIntExact(2L * Integer.highestOneBit(Math.max(1, mostEdges)))];
        tokens = new int[mostEdges];
        sources = new int[mostEdges];
        targets = new int[mostEdges];
        next = new int[mostEdges];
        first = new int[states];
        Arrays.fill(slots, -1);
        Arrays.fill(first, -1);
    }

    /** The target of an edge, or -1. */
    int get(int state, int token) {
        int edge = slots[slot(state, token)];
        return edge < 0 ? -1 : targets[edge];
    }

    void put(int state, int token, int target) {
        int slot = slot(state, token);
        if (slots[slot] < 0) {
            slots[slot] = edges;
            sources[edges] = state;
            tokens[edges] = token;
            next[edges] = first[state];
            first[state] = edges++;
        }
        targets[slots[slot]] = target;
    }

    /** Gives a new state the edges of another. */
    void copy(int from, int to) {
        for (int edge = first[from]; edge >= 0; edge = next[edge]) {
            put(to, tokens[edge], targets[edge]);
        }
    }

    private int slot(int state, int token) {
        int slot = (int) Mixing.mix(((long) state << 32) ^ (token & 0xFFFFFFFFL)) & (slots.length - 1);
        while (slots[slot] >= 0 && (sources[slots[slot]] != state || tokens[slots[slot]] != token)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
