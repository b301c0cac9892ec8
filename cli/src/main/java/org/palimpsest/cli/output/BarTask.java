package org.palimpsest.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;
import org.palimpsest.corpus.run.Progress;

/** A piece of work shown as a bar with the time that is left. */
final class BarTask implements Progress.Task {
    /** Width where no terminal tells its own. */
    private static final int WIDTH = 100;

    /** 128 and the number of the signal, as shells have it. */
    private static final int INTERRUPTED = 130;

    private static final int MILLISECONDS_BETWEEN_UPDATES = 500;

    /** The bars that a terminal shows now. Guards itself. */
    private static final List<BarTask> SHOWN = new ArrayList<>();

    private final ProgressBar bar;
    private final OnceClosed consumer;
    private boolean closed;

    private BarTask(ProgressBar bar, OnceClosed consumer) {
        this.bar = bar;
        this.consumer = consumer;
    }

    /** A bar as wide as the terminal; several that run at once stand below each other. */
    static BarTask onTerminal(PrintStream err, ProgressLine work, Border border) {
        InteractiveConsoleProgressBarConsumer console = new InteractiveConsoleProgressBarConsumer(err);
        keepInterruptOrderly(console);
        BarTask task = begin(console, err, work, border);
        synchronized (SHOWN) {
            SHOWN.add(task);
        }
        return task;
    }

    /** Has a line written above the one bar that a terminal shows; false if it shows none, or several. */
    static boolean sayAbove(String line) {
        synchronized (SHOWN) {
            if (SHOWN.size() != 1) {
                return false;
            }
            SHOWN.get(0).consumer.say(line);
            return true;
        }
    }

    /**
     * The library that asks the terminal for its width sets Ctrl-C to end the process on the spot. With this it ends in
     * order again, with all that was to be done first.
     */
    private static void keepInterruptOrderly(InteractiveConsoleProgressBarConsumer console) {
        // Opens the terminal now, so that nothing sets Ctrl-C again later.
        console.getMaxRenderedLength();
        Signals.register("INT", () -> Runtime.getRuntime().exit(INTERRUPTED));
    }

    /** A bar of a fixed width, for a stream of which nothing is known. */
    static BarTask onStream(PrintStream err, ProgressLine work, Border border) {
        return begin(new ConsoleProgressBarConsumer(err, WIDTH), err, work, border);
    }

    private static BarTask begin(ProgressBarConsumer console, PrintStream err, ProgressLine work, Border border) {
        OnceClosed consumer = new OnceClosed(console, err);
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
            synchronized (SHOWN) {
                SHOWN.remove(this);
            }
            bar.close();
            consumer.close();
        }
    }
}
