package org.palimpsest.cli.output;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.palimpsest.corpus.run.Progress;

/** A piece of work shown as a bar with the time that is left. */
final class BarTask implements Progress.Task {
    /** Width where no terminal tells its own. */
    private static final int WIDTH = 100;

    private static final int MILLISECONDS_BETWEEN_UPDATES = 500;

    private final ProgressBar bar;
    private final OnceClosed consumer;
    private boolean closed;

    private BarTask(ProgressBar bar, OnceClosed consumer) {
        this.bar = bar;
        this.consumer = consumer;
    }

    /** A bar as wide as the terminal; several that run at once stand below each other. */
    static BarTask onTerminal(PrintStream err, ProgressLine work, Border border) {
        return begin(new InteractiveConsoleProgressBarConsumer(err), work, border);
    }

    /** A bar of a fixed width, for a stream of which nothing is known. */
    static BarTask onStream(PrintStream err, ProgressLine work, Border border) {
        return begin(new ConsoleProgressBarConsumer(err, WIDTH), work, border);
    }

    private static BarTask begin(ProgressBarConsumer console, ProgressLine work, Border border) {
        OnceClosed consumer = new OnceClosed(console);
        ProgressBar bar = ProgressBar.builder()
                .setTaskName(work.name())
                .setInitialMax(work.total())
                .setUnit(" " + work.unit(), 1)
                .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_UPDATES)
                .setStyle(border == Border.LIGHT ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(consumer)
                .build();
        return new BarTask(bar, consumer);
    }

    @Override
    public void advance(long amount) {
        bar.stepBy(amount);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            bar.close();
            consumer.close();
        }
    }
}
