package org.palimpsest.cli.output;

import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Passes a bar on and ends its line once, however often it is closed. The library (0.10.2) does not close the consumer of a
 * bar that ends before its first update, so {@link BarTask} closes it again.
 */
final class OnceClosed implements ProgressBarConsumer {
    private final ProgressBarConsumer consumer;
    private final AtomicBoolean closed = new AtomicBoolean();

    OnceClosed(ProgressBarConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public int getMaxRenderedLength() {
        return consumer.getMaxRenderedLength();
    }

    @Override
    public void accept(String bar) {
        consumer.accept(bar);
    }

    @Override
    public void clear() {
        consumer.clear();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            consumer.close();
        }
    }
}
