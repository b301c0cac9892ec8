package org.palimpsest.cli;

import java.io.PrintWriter;

/** Says one line on standard error if the process is stopped, as by Ctrl-C, before it is cancelled. */
final class InterruptNotice {
    private final Thread hook;

    private InterruptNotice(Thread hook) {
        this.hook = hook;
    }

    /** From now until it is cancelled; the exit code is that of the signal (130 for Ctrl-C). */
    static InterruptNotice on(PrintWriter err, String line) {
        // The line that a progress bar began is ended first.
        Thread hook = new Thread(
                () -> {
                    err.print(System.lineSeparator() + line + System.lineSeparator());
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

    /** From now on nothing is said. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the line is being said.
            return;
        }
    }
}
