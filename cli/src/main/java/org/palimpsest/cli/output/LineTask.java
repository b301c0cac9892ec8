package org.palimpsest.cli.output;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.palimpsest.corpus.run.Progress;

/** A piece of work that offers a line whenever it advances. */
final class LineTask implements Progress.Task {
    private final ProgressLine line;
    private final Clock clock;
    private final BiConsumer<Instant, LineTask> offer;
    private final Instant start;
    private final AtomicLong done = new AtomicLong();

    LineTask(ProgressLine line, Clock clock, BiConsumer<Instant, LineTask> offer) {
        this.line = line;
        this.clock = clock;
        this.offer = offer;
        this.start = clock.instant();
    }

    @Override
    public void advance(long amount) {
        done.addAndGet(amount);
        offer.accept(clock.instant(), this);
    }

    @Override
    public void close() {
        // The line that was printed last stands; there is nothing to tidy.
    }

    String line(Instant now) {
        return line.at(done.get(), Duration.between(start, now));
    }
}
