package org.palimpsest.inference.endpoint;

/**
 * What an endpoint allows a minute. Requests are spaced evenly: each is followed by a pause of a minute's share of its
 * cost, so that no minute holds more than the limit and one request. Tokens are those known or, for text, one for every
 * four bytes of UTF-8.
 *
 * @param requestsPerMinute above 0; infinite for no limit
 * @param tokensPerMinute above 0; infinite for no limit
 */
public record RateLimit(double requestsPerMinute, double tokensPerMinute) {
    private static final double MINUTE_NANOS = 60e9;

    /** Checks the ranges. */
    public RateLimit {
        if (!(requestsPerMinute > 0)) {
            throw new IllegalArgumentException("requestsPerMinute must be above 0, got " + requestsPerMinute);
        }
        if (!(tokensPerMinute > 0)) {
            throw new IllegalArgumentException("tokensPerMinute must be above 0, got " + tokensPerMinute);
        }
    }

    /** Returns no limit. */
    public static RateLimit none() {
        return new RateLimit(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Nanoseconds that requests and tokens take up. */
    double nanos(double requests, double tokens) {
        return MINUTE_NANOS * Math.max(requests / requestsPerMinute, tokens / tokensPerMinute);
    }
}
