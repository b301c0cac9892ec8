package org.palimpsest.corpus.index;

/** A suffix that shares the longest beginning with a pattern; changed from search to search. */
final class Match {
    private long rank;
    private int length;

    void set(long newRank, int newLength) {
        rank = newRank;
        length = newLength;
    }

    /** The suffix; meaningless where nothing is shared. */
    long rank() {
        return rank;
    }

    /** Tokens that it shares. */
    int length() {
        return length;
    }
}
