package org.palimpsest.corpus.index;

import java.util.Arrays;

/** Names LMS substrings by their rank and writes the reduced text: the names in the order of the text. */
final class LmsNames {
    private LmsNames() {}

    /** How many different LMS substrings there are: marked positions among the first {@code count}. */
    static int count(int[] sa, int count) {
        int names = 0;
        for (int i = 0; i < count; i++) {
            names += sa[i] >>> 31;
        }
        return names;
    }

    /** Takes the marks of {@link LmsSubstrings} away. */
    static void unmark(int[] sa, int count) {
        for (int i = 0; i < count; i++) {
            sa[i] &= ~LmsSubstrings.FIRST;
        }
    }

    /**
     * Writes the reduced text to the end of the first {@code length} entries of {@code sa}.
     *
     * @param names how many names there are
     * @return where the suffixes of each name start among those of the reduced text, and their number
     */
    static int[] reduce(int[] sa, int length, int count, int names) {
        int[] starts = new int[names + 1];
        Arrays.fill(sa, count, length, 0);
        name(sa, count, starts);
        compact(sa, count, length);
        return starts;
    }

    /** LMS positions are two apart at least, so that halves of them are places enough. Names count from 1 here. */
    private static void name(int[] sa, int count, int[] starts) {
        int name = 0;
        for (int i = 0; i < count; i++) {
            int position = sa[i];
            name += position >>> 31;
            starts[name] = i + 1;
            sa[count + ((position & ~LmsSubstrings.FIRST) >>> 1)] = name;
        }
    }

    private static void compact(int[] sa, int from, int to) {
        int at = to - 1;
        for (int i = to - 1; i >= from; i--) {
            int name = sa[i];
            sa[at] = name - 1;
            at -= -name >>> 31;
        }
    }
}
