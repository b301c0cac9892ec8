package org.palimpsest.corpus.index;

/**
 * Where a pattern can stand among the ranks. {@code low} is below the pattern or -1; {@code high} is not, or is the
 * number of suffixes; {@code limit} is above everything that begins with the pattern.
 */
final class Bracket {
    /** How many tokens a neighbour shares with the pattern, before it was looked at. */
    static final int UNKNOWN = -1;

    long low;
    int lowMatch;
    long high;
    int highMatch;
    final long limit;
    /** A rank that splits well, or {@code high}. */
    final long guess;
    /** A rank at or before the last that begins with the pattern, unless suffixes end inside it. */
    final long late;

    Bracket(long low, long guess, long late, long limit) {
        this.low = low;
        this.lowMatch = UNKNOWN;
        this.guess = guess;
        this.late = late;
        this.high = limit;
        this.highMatch = UNKNOWN;
        this.limit = limit;
    }

    int shared() {
        return Math.max(0, Math.min(lowMatch, highMatch));
    }

    void below(long rank, int matched) {
        low = rank;
        lowMatch = matched;
    }

    void notBelow(long rank, int matched) {
        high = rank;
        highMatch = matched;
    }
}
