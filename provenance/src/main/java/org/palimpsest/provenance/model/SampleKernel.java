package org.palimpsest.provenance.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How alike two texts are, in [0, 1]; each is a positive definite kernel. Texts are compared by code points. */
public enum SampleKernel {
    /**
     * Share of places that hold the same character; the shorter text is continued by an end that equals only itself, and
     * places count up to the longest text of the prompt. The kernel of Gao, Liang and Guestrin (2025, arXiv 2410.20247).
     */
    HAMMING {
        @Override
        double of(int[] a, int[] b, int length) {
            int common = Math.min(a.length, b.length);
            int equal = length - Math.max(a.length, b.length);
            for (int i = 0; i < common; i++) {
                equal += a[i] == b[i] ? 1 : 0;
            }
            return length == 0 ? 1 : (double) equal / length;
        }
    },
    /** Share of characters before the first difference: sees one early change that HAMMING dilutes, and nothing after it. */
    PREFIX {
        @Override
        double of(int[] a, int[] b, int length) {
            int at = Arrays.mismatch(a, b);
            return at < 0 ? 1 : (double) at / length;
        }
    },
    /** 1 for equal texts, else 0: for short answers. */
    EQUAL {
        @Override
        double of(int[] a, int[] b, int length) {
            return Arrays.equals(a, b) ? 1 : 0;
        }
    },
    /** Shared runs of three characters, over the geometric mean of how many the texts have (cosine of sets): order matters little. */
    TRIGRAMS {
        @Override
        double of(int[] a, int[] b, int length) {
            Set<Long> first = trigrams(a);
            Set<Long> second = trigrams(b);
            if (first.isEmpty() || second.isEmpty()) {
                return first.isEmpty() && second.isEmpty() ? 1 : 0;
            }
            long shared = first.stream().filter(second::contains).count();
            return shared / Math.sqrt((double) first.size() * second.size());
        }
    };

    /**
     * The kernel.
     *
     * @param a code points of a text
     * @param b of another
     * @param length of the longest text that is compared with any of the same prompt
     */
    abstract double of(int[] a, int[] b, int length);

    /**
     * The word of the command line.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Set<Long> trigrams(int[] text) {
        Set<Long> found = new HashSet<>();
        for (int i = 0; i + 3 <= text.length; i++) {
            found.add(((long) text[i] << 42) | ((long) text[i + 1] << 21) | text[i + 2]);
        }
        return found;
    }
}
