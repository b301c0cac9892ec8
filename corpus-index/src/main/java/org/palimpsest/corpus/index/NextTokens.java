package org.palimpsest.corpus.index;

import java.util.List;

/**
 * What follows a context in a corpus. Every occurrence of the context is followed by one token, or by the end of its
 * document, which is its own outcome: {@code count} = {@code ended} + the counts of all {@code distinct} followers. The
 * empty context stands before every token and once at the end of every document.
 *
 * @param count occurrences of the context, at least 0
 * @param ended of them, those with which their document ends
 * @param distinct different tokens that follow, listed or not
 * @param followers the most frequent of them, the most frequent first, of equally frequent ones the smaller id first
 */
public record NextTokens(long count, long ended, int distinct, List<Follower> followers) {
    /**
     * A token that follows.
     *
     * @param token its id
     * @param count how often it follows, at least 1
     */
    public record Follower(int token, long count) {}

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if more is listed or has ended than there is
     */
    public NextTokens {
        followers = List.copyOf(followers);
        long listed = followers.stream().mapToLong(Follower::count).sum();
        if (ended < 0 || listed > count - ended || followers.size() > distinct) {
            throw new IllegalArgumentException("ended and the followers' counts must add up to at most count " + count
                    + " over at most " + distinct + " followers, got " + ended + " and " + listed + " over "
                    + followers.size());
        }
    }

    /**
     * Occurrences that are followed by tokens which are not listed.
     *
     * @return at least 0; 0 where all are listed
     */
    public long others() {
        return count - ended - followers.stream().mapToLong(Follower::count).sum();
    }

    /**
     * The share of the occurrences that a follower follows.
     *
     * @param follower one of the followers
     * @return in (0, 1]
     */
    public double probability(Follower follower) {
        return (double) follower.count() / count;
    }
}
