package org.palimpsest.inference.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on a list, several items at once, with results in the order of the list. */
final class OrderedWork {
    private OrderedWork() {}

    /** Work on one item of a list. */
    interface Step<T> {
        T at(int index);
    }

    /**
     * Does the work. The first failure ends it all; an interruption of the caller does too, at once, and leaves its mark
     * on the thread.
     *
     * @param size number of items
     * @param concurrency items under way at once
     * @param step what is done with each
     * @return a result an item
     * @throws CancellationException if the calling thread was interrupted
     */
    static <T> List<T> run(int size, int concurrency, Step<T> step) {
        if (size == 0) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(size, concurrency), work -> {
            Thread thread = new Thread(work, "palimpsest-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<T> done = new ExecutorCompletionService<>(threads);
            List<Future<T>> all = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int index = i;
                all.add(done.submit(() -> step.at(index)));
            }
            for (int i = 0; i < size; i++) {
                done.take().get();
            }
            List<T> results = new ArrayList<>(size);
            for (Future<T> result : all) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            threads.shutdownNow();
        }
    }

    static CancellationException stopped() {
        return new CancellationException("asking the endpoint was stopped");
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
