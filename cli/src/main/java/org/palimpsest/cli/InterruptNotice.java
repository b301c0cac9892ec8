package org.palimpsest.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Says one line on standard error if the process is stopped, as by Ctrl-C, before it is cancelled.
 *
 * <p>Notices nest: one that is made while another is active takes its place until it is cancelled. When the process is
 * stopped, all that are active stop their work one after the other, the innermost first, and only then the innermost line
 * that is not empty is said.
 */
final class InterruptNotice {
    /** From the outermost to the innermost, of which alone the hook is registered. Guards itself. */
    private static final List<InterruptNotice> ACTIVE = new ArrayList<>();

    private final PrintWriter err;
    private final String line;
    private final Runnable stop;
    private final Thread hook = new Thread(InterruptNotice::end, "interrupt notice");

    private InterruptNotice(PrintWriter err, String line, Runnable stop) {
        this.err = err;
        this.line = line;
        this.stop = stop;
    }

    /**
     * From now until it is cancelled; the exit code is that of the signal (130 for Ctrl-C). If the process is ending already
     * this never returns.
     *
     * @param err where the line is said
     * @param line what is said; if empty, the line of the notice around this one
     * @param stop stops the work and waits for it, so that no native code runs while the process ends
     */
    static InterruptNotice on(PrintWriter err, String line, Runnable stop) {
        InterruptNotice notice = new InterruptNotice(err, line, stop);
        if (!notice.begin()) {
            park();
        }
        return notice;
    }

    /** The thread that says it. */
    Thread hook() {
        return hook;
    }

    /**
     * From now on the notice around this one is active, if there is one. If the process is ending already this never returns:
     * what was stopped would only report that it was.
     */
    void cancel() {
        if (!leave()) {
            park();
        }
    }

    /** Takes the place of the innermost notice; false if the process is ending. */
    private boolean begin() {
        synchronized (ACTIVE) {
            InterruptNotice around = ACTIVE.isEmpty() ? null : ACTIVE.get(ACTIVE.size() - 1);
            try {
                // At every moment one of the two is registered; the first to run ends them all.
                Runtime.getRuntime().addShutdownHook(hook);
                ACTIVE.add(this);
                if (around != null) {
                    Runtime.getRuntime().removeShutdownHook(around.hook);
                }
                return true;
            } catch (IllegalStateException e) {
                // Thrown if the process is ending, and only then. There is no work yet that could be stopped.
                ACTIVE.remove(this);
                return false;
            }
        }
    }

    /** Gives the place back; false if the process is ending. */
    private boolean leave() {
        synchronized (ACTIVE) {
            int at = ACTIVE.indexOf(this);
            try {
                if (at > 0 && at == ACTIVE.size() - 1) {
                    Runtime.getRuntime().addShutdownHook(ACTIVE.get(at - 1).hook);
                }
                Runtime.getRuntime().removeShutdownHook(hook);
                ACTIVE.remove(this);
                return true;
            } catch (IllegalStateException e) {
                // Thrown if the process is ending, and only then.
                return false;
            }
        }
    }

    /** Stops all work, then says the innermost line. Whoever comes second finds nothing left to do. */
    private static void end() {
        List<InterruptNotice> inwards;
        synchronized (ACTIVE) {
            inwards = new ArrayList<>(ACTIVE);
            ACTIVE.clear();
        }
        Collections.reverse(inwards);
        try {
            // Stopping first closes the progress bars, which would draw over the line.
            stop(inwards);
        } finally {
            inwards.stream()
                    .filter(notice -> !notice.line.isEmpty())
                    .findFirst()
                    .ifPresent(InterruptNotice::say);
        }
    }

    /** The first that fails does not keep the others from being stopped. */
    private static void stop(List<InterruptNotice> notices) {
        if (!notices.isEmpty()) {
            try {
                notices.get(0).stop.run();
            } finally {
                stop(notices.subList(1, notices.size()));
            }
        }
    }

    private void say() {
        err.print(System.lineSeparator() + line + System.lineSeparator());
        err.flush();
    }

    private static void park() {
        while (true) {
            LockSupport.park(InterruptNotice.class);
        }
    }
}
