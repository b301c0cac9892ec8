package org.palimpsest.inference.generation;

import java.util.Arrays;

/** Finds the largest of many logits, falling; ties go to the smallest id. */
final class LargestLogits {
    private LargestLogits() {}

    /**
     * The ids of the largest logits: O(V + k inserts), where an insert moves at most k numbers.
     *
     * @param logits finite numbers
     * @param count how many, in [1, V]
     */
    static int[] of(float[] logits, int count) {
        long[] best = new long[count];
        int size = 0;
        for (int id = 0; id < logits.length; id++) {
            long key = key(logits[id], id);
            if (size == count && key < best[0]) {
                continue;
            }
            if (size < count) {
                System.arraycopy(best, 0, best, 1, size);
                size++;
            }
            int place = 0;
            while (place + 1 < size && best[place + 1] < key) {
                best[place] = best[place + 1];
                place++;
            }
            best[place] = key;
        }
        return ids(best);
    }

    /** The ids of some logits, the largest first: O(n log n). */
    static int[] sorted(float[] logits, int[] some) {
        long[] keys = new long[some.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(logits[some[i]], some[i]);
        }
        Arrays.sort(keys);
        return ids(keys);
    }

    /** Rises with the logit, then falls with the id. */
    private static long key(float logit, int id) {
        // adding zero makes one of the two zeros
        int bits = Float.floatToRawIntBits(logit + 0f);
        int rising = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
        return ((long) (rising ^ Integer.MIN_VALUE) << Integer.SIZE) | (Integer.MAX_VALUE - id);
    }

    private static int[] ids(long[] rising) {
        int[] ids = new int[rising.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Integer.MAX_VALUE - (int) rising[rising.length - 1 - i];
        }
        return ids;
    }
}
