package org.palimpsest.inference.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time that passes only by sleeping. */
final class FakeTime implements Timekeeper {
    private final List<Long> sleeps = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Instant now() {
        return Instant.parse("2026-11-23T00:00:00Z").plusNanos(now);
    }

    @Override
    public synchronized void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (nanos > 0) {
            sleeps.add(nanos);
            now += nanos;
        }
    }

    /** The waits so far, in seconds. */
    synchronized List<Double> seconds() {
        return sleeps.stream().map(nanos -> nanos / 1e9).toList();
    }
}
