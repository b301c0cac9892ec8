package org.palimpsest.cli.output;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.palimpsest.corpus.run.Progress;

/** A piece of work shown as a bar with the time that is left. */
final class BarTask implements Progress.Task {
    /** Width where no terminal tells its own. */
    private static final int WIDTH = 100;

    private static final int MILLISECONDS_BETWEEN_UPDATES = 500;

    private final ProgressBar bar;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BarTask(ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar on standard error, as wide as the terminal; several stand below each other. */
    static BarTask onTerminal(String name, long total, String unit, Border border) {
        return new BarTask(builder(name, total, unit, border).build());
    }

    /** A bar on a stream. */
    static BarTask on(PrintStream out, String name, long total, String unit, Border border) {
        return new BarTask(builder(name, total, unit, border)
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build());
    }

    @Override
    public void advance(long amount) {
        bar.stepBy(amount);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            bar.close();
        }
    }

    private static ProgressBarBuilder builder(String name, long total, String unit, Border border) {
        return ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_UPDATES)
                .setStyle(border == Border.LIGHT ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII);
    }
}
