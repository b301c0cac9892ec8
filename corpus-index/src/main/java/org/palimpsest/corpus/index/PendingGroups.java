package org.palimpsest.corpus.index;

import java.util.Arrays;

/** A stack of groups of positions that agree so far: where each starts and ends, and in how many symbols it agrees. */
final class PendingGroups {
    private static final int FIELDS = 3;

    private int[] fields = new int[FIELDS * 64];
    private int top;

    boolean isEmpty() {
        return top == 0;
    }

    void push(int from, int to, int offset) {
        if (top == fields.length) {
            fields = Arrays.copyOf(fields, 2 * top);
        }
        fields[top] = from;
        fields[top + 1] = to;
        fields[top + 2] = offset;
        top += FIELDS;
    }

    /** Drops the last group pushed; {@link #from}, {@link #to} and {@link #offset} then tell of it. */
    void pop() {
        top -= FIELDS;
    }

    int from() {
        return fields[top];
    }

    int to() {
        return fields[top + 1];
    }

    int offset() {
        return fields[top + 2];
    }
}
