package org.palimpsest.cli.output;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.palimpsest.corpus.run.Progress;

/**
 * Shows on standard error how far long work has come: as a bar with the time that is left, or as a line at most every
 * 30 seconds where nobody watches a terminal:
 *
 * <pre>
 * step 3 of 12: training alice 45 % (12,000 of 26,000 sequences), about 14 s left
 * </pre>
 *
 * <p>Thread-safe. Closing a piece of work ends the line of its bar and prints nothing else.
 */
public final class TerminalProgress implements Progress {
    /** Least time between two lines, whichever work they are about. */
    static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private enum Display {
        TERMINAL_BAR,
        STREAM_BAR,
        LINES,
        NOTHING
    }

    private final Display display;
    private final PrintStream err;
    private final Border border;
    private final Clock clock;
    private final int steps;
    private final AtomicInteger begun = new AtomicInteger();
    private Instant nextLine;

    private TerminalProgress(Display display, PrintStream err, Border border, Clock clock, int steps) {
        this.display = display;
        this.err = err;
        this.border = border;
        this.clock = clock;
        this.steps = steps;
        this.nextLine = clock.instant().plus(BETWEEN_LINES);
    }

    /** Progress on this process's standard error. */
    public static TerminalProgress of(ProgressMode mode) {
        return of(mode, Terminal.isAttached(), System.err, Terminal.charset(), Clock.systemUTC());
    }

    static TerminalProgress of(ProgressMode mode, boolean terminal, PrintStream err, Charset charset, Clock clock) {
        Display display = switch (mode) {
            case NEVER -> Display.NOTHING;
            case ALWAYS -> terminal ? Display.TERMINAL_BAR : Display.STREAM_BAR;
            case AUTO -> terminal ? Display.TERMINAL_BAR : Display.LINES;
        };
        return new TerminalProgress(display, err, Border.of(charset), clock, 0);
    }

    /**
     * This progress, counting pieces of work from the first again, with the number of all of them.
     *
     * @param newSteps at least 1
     * @throws IllegalArgumentException if the number is less
     */
    public TerminalProgress withSteps(int newSteps) {
        if (newSteps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + newSteps);
        }
        return new TerminalProgress(display, err, border, clock, newSteps);
    }

    /**
     * Writes a line above the bar that is drawn on the terminal now; beside it, one would spoil the other.
     *
     * @param line the line
     * @return false if there is no such bar, or there are several; the line is then not written
     */
    public static boolean sayAbove(String line) {
        return BarTask.sayAbove(line);
    }

    @Override
    public Task begin(String title, long total, String unit) {
        String name = numbered(begun.incrementAndGet(), VisibleText.line(title));
        ProgressLine work = new ProgressLine(name, total, unit);
        return switch (display) {
            case NOTHING -> Progress.none().begin(title, total, unit);
            case LINES -> new LineTask(work, clock, this::printIfDue);
            case TERMINAL_BAR -> BarTask.onTerminal(err, work, border);
            case STREAM_BAR -> BarTask.onStream(err, work, border);
        };
    }

    private String numbered(int step, String title) {
        return steps == 0 || step > steps ? title : "step " + step + " of " + steps + ": " + title;
    }

    private synchronized void printIfDue(Instant now, LineTask task) {
        if (!now.isBefore(nextLine)) {
            nextLine = now.plus(BETWEEN_LINES);
            err.print(task.line(now) + "\n");
            err.flush();
        }
    }
}
