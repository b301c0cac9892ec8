package org.palimpsest.inference.endpoint;

import java.time.Clock;
import java.time.Instant;

/** The time that waits and limits go by; tests supply their own. Implementations are thread-safe. */
public interface Timekeeper {
    /** Returns nanoseconds since some fixed moment; never runs backwards. */
    long nanoTime();

    /** Returns the date, which a server may name when it says how long to wait. */
    Instant now();

    /**
     * Waits.
     *
     * @param nanos how long, in nanoseconds; at most 0 returns at once
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(long nanos) throws InterruptedException;

    /** Returns the time of this machine. */
    static Timekeeper system() {
        return new SystemTime(Clock.systemUTC());
    }
}
