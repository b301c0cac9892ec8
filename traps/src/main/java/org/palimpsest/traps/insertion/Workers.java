package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What threads that share work give back. */
final class Workers {
    private Workers() {}

    /** The result of a task, or its failure. */
    static <T extends @Nullable Object> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed", e);
        }
    }

    /** What tells that the thread was interrupted. */
    static CancellationException interrupted(Exception cause) {
        CancellationException cancelled = new CancellationException("interrupted while documents were read or written");
        cancelled.initCause(cause);
        return cancelled;
    }

    /** Lets the task that runs end, so that its streams can be closed, and no other begin. */
    static void end(ExecutorService pool) throws IOException {
        pool.shutdown();
        try {
            boolean ended = pool.awaitTermination(1, TimeUnit.HOURS);
            if (!ended) {
                throw new IOException("a worker did not end within an hour");
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }
}
