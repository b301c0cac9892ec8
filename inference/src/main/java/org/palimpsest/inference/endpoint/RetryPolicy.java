package org.palimpsest.inference.endpoint;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a request is sent again after a failure that may pass (HTTP 408, 425, 429, 5xx, a timeout, a cut
 * connection), and how long to wait before: after the k-th failure a uniform draw from (0, min(longest, first · 2^(k-1))],
 * exponential backoff with full jitter, but never less than the server's {@code Retry-After}.
 *
 * @param attempts requests in all, in [1, 100]
 * @param first bound of the first wait, above 0
 * @param longest bound of every wait, at least {@code first}
 * @param patience longest {@code Retry-After} that is waited for; a longer one ends the run at once, not negative
 * @param seed of the draws
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration patience, long seed) {
    private static final int MOST_ATTEMPTS = 100;

    /** Checks the ranges. */
    public RetryPolicy {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be in [1, " + MOST_ATTEMPTS + "], got " + attempts);
        }
        if (first.isZero() || first.isNegative()) {
            throw new IllegalArgumentException("first must be above 0, got " + first);
        }
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("longest must be at least first (" + first + "), got " + longest);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, got " + patience);
        }
    }

    /** Returns six attempts, waits below 0.5, 1, 2, 4 and 8 s, and up to ten minutes where the server asks for them. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMinutes(10), 0);
    }

    /**
     * The same with another number of attempts.
     *
     * @param count requests in all, in [1, 100]
     * @return the policy
     */
    public RetryPolicy withAttempts(int count) {
        return new RetryPolicy(count, first, longest, patience, seed);
    }

    /**
     * The wait after a failure that names none.
     *
     * @param failures how many there were so far, at least 1
     * @param random source of the draw
     * @return nanoseconds, above 0
     */
    long waitNanos(int failures, RandomGenerator random) {
        double bound = Math.min((double) longest.toNanos(), Math.scalb((double) first.toNanos(), failures - 1));
        return Math.max(1, (long) Math.ceil(bound * (1 - random.nextDouble())));
    }
}
