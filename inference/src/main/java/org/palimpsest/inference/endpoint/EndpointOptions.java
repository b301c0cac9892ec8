package org.palimpsest.inference.endpoint;

import java.time.Duration;

/**
 * How an endpoint is talked to.
 *
 * @param concurrency requests under way at once, in [1, 1024]
 * @param timeout of one request, from connecting to the last byte of the answer; above 0
 * @param maxResponseBytes longest answer that is read, in [1024, 2^30]
 * @param retry what happens after failures
 * @param rate what the endpoint allows a minute
 */
public record EndpointOptions(
        int concurrency, Duration timeout, int maxResponseBytes, RetryPolicy retry, RateLimit rate) {
    private static final int MOST_REQUESTS = 1024;
    private static final int LEAST_BYTES = 1024;
    private static final int MOST_BYTES = 1 << 30;

    /** Checks the ranges. */
    public EndpointOptions {
        if (concurrency < 1 || concurrency > MOST_REQUESTS) {
            throw new IllegalArgumentException("concurrency must be in [1, " + MOST_REQUESTS + "], got " + concurrency);
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be above 0, got " + timeout);
        }
        if (maxResponseBytes < LEAST_BYTES || maxResponseBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "maxResponseBytes must be in [" + LEAST_BYTES + ", " + MOST_BYTES + "], got " + maxResponseBytes);
        }
    }

    /** Returns 8 requests at once, 2 minutes for each, answers up to 64 MiB, six attempts and no rate limit. */
    public static EndpointOptions defaults() {
        return new EndpointOptions(8, Duration.ofMinutes(2), 64 << 20, RetryPolicy.defaults(), RateLimit.none());
    }

    /**
     * The same with another number of requests under way at once.
     *
     * @param requests in [1, 1024]
     * @return the options
     */
    public EndpointOptions withConcurrency(int requests) {
        return new EndpointOptions(requests, timeout, maxResponseBytes, retry, rate);
    }

    /**
     * The same with another timeout.
     *
     * @param longest time for one request, above 0
     * @return the options
     */
    public EndpointOptions withTimeout(Duration longest) {
        return new EndpointOptions(concurrency, longest, maxResponseBytes, retry, rate);
    }

    /**
     * The same with another bound of answers.
     *
     * @param bytes in [1024, 2^30]
     * @return the options
     */
    public EndpointOptions withMaxResponseBytes(int bytes) {
        return new EndpointOptions(concurrency, timeout, bytes, retry, rate);
    }

    /**
     * The same with another policy after failures.
     *
     * @param policy the policy
     * @return the options
     */
    public EndpointOptions with(RetryPolicy policy) {
        return new EndpointOptions(concurrency, timeout, maxResponseBytes, policy, rate);
    }

    /**
     * The same with another rate limit.
     *
     * @param limit the limit
     * @return the options
     */
    public EndpointOptions with(RateLimit limit) {
        return new EndpointOptions(concurrency, timeout, maxResponseBytes, retry, limit);
    }
}
