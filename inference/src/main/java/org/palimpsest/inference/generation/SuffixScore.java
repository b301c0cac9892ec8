package org.palimpsest.inference.generation;

/**
 * How a model takes a given suffix.
 *
 * @param logProbNats log-probability in nats that sampling writes exactly this suffix, at most 0; minus infinity if a token
 *     of it is cut
 * @param matched how many tokens of the suffix, from its start, greedy decoding writes
 * @param smallestGap the smallest distance between the two largest logits over the steps that decide {@code matched}: where
 *     it is near 0 (below 1e-4 in 32 bits), another machine may count otherwise
 */
public record SuffixScore(double logProbNats, int matched, double smallestGap) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the log-probability is not a number or positive, {@code matched} is negative, or
     *     the gap is negative or not a number
     */
    public SuffixScore {
        if (!(logProbNats <= 0)) {
            throw new IllegalArgumentException("logProbNats must be at most 0, got " + logProbNats);
        }
        if (matched < 0) {
            throw new IllegalArgumentException("matched must be at least 0, got " + matched);
        }
        if (!(smallestGap >= 0)) {
            throw new IllegalArgumentException("smallestGap must be at least 0, got " + smallestGap);
        }
    }
}
