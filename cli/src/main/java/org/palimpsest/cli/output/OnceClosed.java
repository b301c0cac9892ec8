package org.palimpsest.cli.output;

import java.io.PrintStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Passes a bar on and ends its line once, however often it is closed. The library (0.10.2) does not close the consumer of a
 * bar that ends before its first update, so {@link BarTask} closes it again. Lines that are said meanwhile are written by
 * the thread that draws, so that neither spoils the other.
 */
final class OnceClosed implements ProgressBarConsumer {
    private final ProgressBarConsumer consumer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final PrintStream err;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private boolean drawn;

    /**
     * Passes on to a consumer.
     *
     * @param err where the consumer writes
     */
    OnceClosed(ProgressBarConsumer consumer, PrintStream err) {
        this.consumer = consumer;
        this.err = err;
    }

    /** Has a line written above the bar when that is drawn next. */
    void say(String line) {
        lines.add(line);
    }

    @Override
    public int getMaxRenderedLength() {
        return consumer.getMaxRenderedLength();
    }

    @Override
    public synchronized void accept(String bar) {
        // The bar stands in the line above the cursor, once it was drawn.
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            err.print(drawn ? "\u001b[1A\r\u001b[K" + line + "\n\n" : line + "\n");
        }
        consumer.accept(bar);
        drawn = true;
    }

    @Override
    public void clear() {
        consumer.clear();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            consumer.close();
            lines.forEach(line -> err.print(line + "\n"));
        }
    }
}
