package org.palimpsest.cli.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Pieces of work that wait for others, over as many lanes as there are threads. Two models that train side by side on
 * one thread each come further than one that trains on two: the matrices are too small to share.
 */
final class Lanes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService workers;
    private final StepClock clock;

    Lanes(int count, StepClock clock) {
        this.workers = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "lane");
            thread.setDaemon(true);
            return thread;
        });
        this.clock = clock;
    }

    /** A piece of work that reads and writes files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Starts a piece of work when another has ended; its time counts for a step. */
    <T> CompletableFuture<T> after(CompletableFuture<?> first, String step, Work<T> work) {
        return first.thenApplyAsync(
                done -> {
                    long start = System.nanoTime();
                    try {
                        return work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        clock.add(step, System.nanoTime() - start);
                    }
                },
                workers);
    }

    /** Starts a piece of work at once. */
    <T> CompletableFuture<T> start(String step, Work<T> work) {
        return after(CompletableFuture.completedFuture(""), step, work);
    }

    /** Waits for all; the first failure stops the rest and is thrown as it was. */
    static void await(List<? extends CompletableFuture<?>> all) throws IOException {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (CompletableFuture<?> future : all) {
            CompletableFuture<?> watched = future.whenComplete((value, failure) -> {
                if (failure != null) {
                    failed.completeExceptionally(failure);
                }
            });
            if (watched.isCompletedExceptionally()) {
                break;
            }
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), failed)
                    .join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    /** What a lane threw, as the caller of the work itself would have seen it. */
    private static IOException unwrapped(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof UncheckedIOException unchecked) {
            return Objects.requireNonNull(unchecked.getCause(), "an UncheckedIOException has a cause");
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw failure;
    }

    /**
     * Stops what still runs, and waits until it has stopped: a process that ends, or an engine that is closed, under a lane
     * inside native code crashes. Steps look for an interruption often; one that does not is given up after a while.
     */
    @Override
    public void close() {
        workers.shutdownNow();
        boolean interrupted = false;
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !workers.isTerminated(); ) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                workers.awaitTermination(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
