package org.palimpsest.provenance.observational;

import java.io.Serializable;

/**
 * Which phrases of the text count, and how much.
 *
 * @param shortest matches below this length are passed over, at least 1
 * @param longest beyond this length nothing is looked for, at least {@code shortest}
 * @param cap places of one phrase that are looked at, at least 1; of more, that many are drawn at random and each stands for as
 *     many more
 * @param weight what a place counts
 * @param perText what one text adds to one document at most, above 0; infinite for no limit
 * @param seed of the draws where a phrase has more places than the cap
 */
public record MatchOptions(int shortest, int longest, int cap, MatchWeight weight, double perText, long seed)
        implements Serializable {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public MatchOptions {
        if (shortest < 1 || longest < shortest || cap < 1) {
            throw new IllegalArgumentException("1 <= shortest <= longest and cap >= 1 must hold, got shortest "
                    + shortest + ", longest " + longest + ", cap " + cap);
        }
        if (!(perText > 0)) {
            throw new IllegalArgumentException("perText must be above 0, got " + perText);
        }
    }

    /**
     * Matches of 2 to 9 tokens, as published; at most 100 places of each, shared weight, no limit a text, seed 0.
     *
     * @return the defaults
     */
    public static MatchOptions defaults() {
        return new MatchOptions(2, 9, 100, MatchWeight.SHARE, Double.POSITIVE_INFINITY, 0);
    }

    /**
     * The same with another weight.
     *
     * @param chosen what a place counts
     * @return new options
     */
    public MatchOptions with(MatchWeight chosen) {
        return new MatchOptions(shortest, longest, cap, chosen, perText, seed);
    }
}
