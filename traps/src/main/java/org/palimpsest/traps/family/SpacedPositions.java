package org.palimpsest.traps.family;

import java.util.Arrays;

/**
 * Positions in a sequence that are replaced, with runs of untouched parts between them: a uniform draw among all sets of {@code
 * replaced} positions of {@code length} of which any two neighbours have {@code run} untouched positions or more between them.
 *
 * <p>Such sets are in one-to-one correspondence with the plain subsets of {@code length - (replaced - 1) * run} positions: the
 * i-th smallest is moved by {@code i * run}. So a uniform subset of those gives a uniform set of these, and there are {@code
 * C(length - (replaced - 1) * run, replaced)} of them.
 *
 * @param length positions in all, 1 or more
 * @param replaced positions that are replaced, 1 to length
 * @param run least number of untouched positions between two of them, 0 or more
 */
public record SpacedPositions(int length, int replaced, int run) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if there is no such set
     */
    public SpacedPositions {
        if (length < 1 || replaced < 1 || replaced > length) {
            throw new IllegalArgumentException(
                    "replaced must be in [1, " + length + "] of " + length + " parts, got " + replaced);
        }
        if (run < 0 || replaced + (replaced - 1L) * run > length) {
            throw new IllegalArgumentException("run must be in [0, " + largestRun(length, replaced) + "] for "
                    + replaced + " replaced of " + length + " parts, got " + run);
        }
    }

    private static int largestRun(int length, int replaced) {
        return replaced == 1 ? length : (length - replaced) / (replaced - 1);
    }

    /**
     * How many different sets there are.
     *
     * @return their number, as a double since it may be large
     */
    public double sets() {
        int free = length - (replaced - 1) * run;
        double sets = 1;
        for (int i = 1; i <= replaced; i++) {
            sets = sets * (free - replaced + i) / i;
        }
        return sets;
    }

    /**
     * Draws a set. O(replaced^2).
     *
     * @param stream source of all randomness
     * @return the positions, ascending
     */
    public int[] draw(KeyedStream stream) {
        int free = length - (replaced - 1) * run;
        int[] chosen = new int[replaced];
        for (int i = 0; i < replaced; i++) {
            // Floyd's subset draw: every subset of the first free positions is as likely as every other
            int last = free - replaced + i;
            int candidate = stream.nextInt(last + 1);
            int size = i;
            boolean taken = Arrays.stream(chosen, 0, size).anyMatch(c -> c == candidate);
            chosen[i] = taken ? last : candidate;
        }
        Arrays.sort(chosen);
        for (int i = 0; i < replaced; i++) {
            chosen[i] += i * run;
        }
        return chosen;
    }
}
