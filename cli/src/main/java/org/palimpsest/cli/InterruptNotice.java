package org.palimpsest.cli;

import java.io.PrintWriter;
import java.util.concurrent.locks.LockSupport;

/** Says one line on standard error if the process is stopped, as by Ctrl-C, before it is cancelled. */
final class InterruptNotice {
    private final Thread hook;

    private InterruptNotice(Thread hook) {
        this.hook = hook;
    }

    /**
     * From now until it is cancelled; the exit code is that of the signal (130 for Ctrl-C).
     *
     * @param err where the line is said
     * @param line what is said; nothing if empty
     * @param stop stops the work and waits for it, so that no native code runs while the process ends
     */
    static InterruptNotice on(PrintWriter err, String line, Runnable stop) {
        // Stopping first closes the progress bars, which would draw over the line.
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    if (!line.isEmpty()) {
                        err.print(System.lineSeparator() + line + System.lineSeparator());
                    }
                    err.flush();
                },
                "interrupt notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptNotice(hook);
    }

    /** The thread that says it. */
    Thread hook() {
        return hook;
    }

    /**
     * From now on nothing is said. If the process is ending already this never returns: what was stopped would only report
     * that it was.
     */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Thrown if the process is ending, and only then.
            while (true) {
                LockSupport.park(this);
            }
        }
    }
}
