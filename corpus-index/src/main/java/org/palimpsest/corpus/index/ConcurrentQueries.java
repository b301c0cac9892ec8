package org.palimpsest.corpus.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Asks an index many things over several threads. Answers are those of one thread, in the order of the questions; the
 * first failure ends all. Threads are kept until it is closed.
 */
public final class ConcurrentQueries implements AutoCloseable {
    /** Phrases that a thread counts at a time: what one search takes together, some times over. */
    private static final int PHRASES = 1024;

    private final NgramIndex index;
    private final int threads;
    private final ExecutorService pool;

    private ConcurrentQueries(NgramIndex index, int threads) {
        this.index = index;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "palimpsest-index");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Queries over several threads.
     *
     * @param index what is asked
     * @param threads how many, at least 1
     * @return the queries
     * @throws IllegalArgumentException if there are no threads
     */
    public static ConcurrentQueries over(NgramIndex index, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        return new ConcurrentQueries(index, threads);
    }

    /**
     * How often each of many phrases occurs.
     *
     * @param phrases the phrases
     * @return what {@link NgramIndex#counts} gives
     */
    public long[] counts(List<int[]> phrases) {
        int size = Math.max(1, Math.min(PHRASES, (phrases.size() + threads - 1) / threads));
        List<List<int[]>> parts = new ArrayList<>();
        for (int from = 0; from < phrases.size(); from += size) {
            parts.add(phrases.subList(from, Math.min(phrases.size(), from + size)));
        }
        long[] counts = new long[phrases.size()];
        int at = 0;
        for (long[] part : each(parts, index::counts)) {
            System.arraycopy(part, 0, counts, at, part.length);
            at += part.length;
        }
        return counts;
    }

    /**
     * Where each of many phrases occurs.
     *
     * @param phrases the phrases
     * @param limit hits of each at most, at least 0
     * @return what {@link NgramIndex#locate} gives, in order
     */
    public List<Occurrences> locate(List<int[]> phrases, int limit) {
        return each(phrases, phrase -> index.locate(phrase, limit));
    }

    /**
     * The longest phrases of each of many texts.
     *
     * @param texts token ids
     * @param longest beyond this length nothing is looked for, at least 1
     * @return what {@link NgramIndex#match} gives, in order
     */
    public List<Matches> matches(List<int[]> texts, int longest) {
        return each(texts, text -> index.match(text, longest));
    }

    /**
     * Any question about many things.
     *
     * @param <Q> a thing
     * @param <A> an answer
     * @param questions the things
     * @param answer called from several threads at once
     * @return an answer a question, in order
     * @throws CancellationException if the calling thread is interrupted
     */
    public <Q, A> List<A> each(List<Q> questions, Function<Q, A> answer) {
        List<Future<A>> running = new ArrayList<>(questions.size());
        try {
            for (Q question : questions) {
                running.add(pool.submit(() -> answer.apply(question)));
            }
            List<A> answers = new ArrayList<>(questions.size());
            for (Future<A> future : running) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("asking the index was interrupted");
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            running.forEach(future -> future.cancel(true));
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
