package org.palimpsest.corpus.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.palimpsest.corpus.Document;

/**
 * Shingles and signatures of documents over several threads, in the order of the documents: about 30 MB of text a second
 * and thread. What is in memory is what the caller hands over at a time. For one caller at a time; close it to end its
 * threads.
 */
public final class SigningPool implements AutoCloseable {
    private final MinHash hash;
    private final ExecutorService pool;

    private SigningPool(MinHash hash, int threads) {
        this.hash = hash;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "palimpsest-signing");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A document that was signed.
     *
     * @param id the document's
     * @param shingles its shingles
     * @param signature their signature
     */
    public record Signed(String id, ShingleSet shingles, MinHashSignature signature) {}

    /**
     * A pool.
     *
     * @param hash what signs
     * @param threads how many, at least 1
     * @return the pool
     * @throws IllegalArgumentException if there are no threads
     */
    public static SigningPool of(MinHash hash, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        return new SigningPool(hash, threads);
    }

    /**
     * Signs documents: their tokens where they have some, otherwise their texts.
     *
     * @param documents any number of them
     * @return one for each, in their order
     */
    public List<Signed> sign(List<Document> documents) {
        List<Future<Signed>> tasks = new ArrayList<>(documents.size());
        for (Document document : documents) {
            tasks.add(pool.submit(() -> sign(document)));
        }
        List<Signed> signed = new ArrayList<>(documents.size());
        for (Future<Signed> task : tasks) {
            signed.add(result(task));
        }
        return signed;
    }

    private Signed sign(Document document) {
        int[] tokens = document.tokens();
        ShingleSet shingles = tokens == null
                ? hash.shingles(document.text())
                : ShingleSet.ofTokens(tokens, hash.scheme().shingle());
        return new Signed(document.id(), shingles, hash.signature(shingles));
    }

    private static Signed result(Future<Signed> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a document could not be signed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while documents were signed", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
