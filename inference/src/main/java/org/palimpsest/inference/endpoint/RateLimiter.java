package org.palimpsest.inference.endpoint;

/** Hands out the moments at which requests may go, for all threads of a run. */
final class RateLimiter {
    private final RateLimit limit;
    private final Timekeeper time;
    private final long origin;
    private double nextFree;

    RateLimiter(RateLimit limit, Timekeeper time) {
        this.limit = limit;
        this.time = time;
        this.origin = time.nanoTime();
    }

    /** Waits until a request of so many tokens may go. */
    void await(long tokens) throws InterruptedException {
        time.sleep(reserve(tokens));
    }

    private synchronized long reserve(long tokens) {
        double now = time.nanoTime() - origin;
        double start = Math.max(now, nextFree);
        nextFree = start + limit.nanos(1, (double) tokens);
        return (long) Math.ceil(start - now);
    }

    /** Holds every request back, because the server asked one of them to wait. */
    synchronized void pause(long nanos) {
        nextFree = Math.max(nextFree, time.nanoTime() - origin + (double) nanos);
    }
}
