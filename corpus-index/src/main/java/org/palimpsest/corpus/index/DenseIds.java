package org.palimpsest.corpus.index;

import java.util.Arrays;

/**
 * Ids of 32 bits as ranks among those that occur, in unsigned order. Memory: 4 bytes for each different id and 0.5 MB.
 * Ranks are looked up by the upper half of the id, then by binary search.
 */
final class DenseIds {
    private static final int HALF = 16;
    private static final int GOLDEN = 0x9E3779B1;

    private final int[] distinct;
    private final int[] tops = new int[(1 << HALF) + 1];

    private DenseIds(int[] distinct) {
        this.distinct = distinct;
        for (int id : distinct) {
            tops[(id >>> HALF) + 1]++;
        }
        for (int top = 1; top < tops.length; top++) {
            tops[top] += tops[top - 1];
        }
    }

    /**
     * Ranks the ids of a text.
     *
     * @param text at least one id
     * @param scratch as long as the text at least; is overwritten
     */
    static DenseIds of(int[] text, int[] scratch) {
        int size = candidates(text, scratch);
        Arrays.sort(scratch, 0, size);
        int distinct = 1;
        for (int i = 1; i < size; i++) {
            if (scratch[i] != scratch[distinct - 1]) {
                scratch[distinct++] = scratch[i];
            }
        }
        for (int i = 0; i < distinct; i++) {
            scratch[i] ^= Integer.MIN_VALUE;
        }
        return new DenseIds(Arrays.copyOf(scratch, distinct));
    }

    /** Ids with the sign bit turned over, less those that a small cache has seen: most repeats of frequent ones. */
    private static int candidates(int[] text, int[] scratch) {
        int[] seen = new int[1 << HALF];
        Arrays.fill(seen, text[0]);
        scratch[0] = text[0] ^ Integer.MIN_VALUE;
        int size = 1;
        for (int id : text) {
            int slot = (id * GOLDEN) >>> HALF;
            if (seen[slot] != id) {
                seen[slot] = id;
                scratch[size++] = id ^ Integer.MIN_VALUE;
            }
        }
        return size;
    }

    /** How many different ids there are. */
    int size() {
        return distinct.length;
    }

    /** How many lesser ids there are than one that occurs. */
    int rank(int id) {
        int top = id >>> HALF;
        return tops[top + 1] - tops[top] == 1 ? tops[top] : Arrays.binarySearch(distinct, tops[top], tops[top + 1], id);
    }

    /** The ranks of a text with at most 65,536 different ids. */
    char[] chars(int[] text) {
        char[] ranks = new char[text.length];
        for (int i = 0; i < text.length; i++) {
            ranks[i] = (char) rank(text[i]);
        }
        return ranks;
    }

    /** The ranks of a text. */
    int[] ints(int[] text) {
        int[] ranks = new int[text.length];
        for (int i = 0; i < text.length; i++) {
            ranks[i] = rank(text[i]);
        }
        return ranks;
    }
}
