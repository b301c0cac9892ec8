package org.palimpsest.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.palimpsest.corpus.index.IndexBuilder;
import org.palimpsest.corpus.index.PieceShard;

/**
 * Four fifths of a heap, for the shards that are sorted in it. Tasks of one executor wait until there is room for theirs, so that
 * cores may be more than shards that fit.
 */
final class SortingHeap {
    private static final SortingHeap OWN = of(Runtime.getRuntime().maxMemory());
    private static final long POLL_MILLIS = 500;

    private final long size;
    private long taken;

    private SortingHeap(long size) {
        this.size = size;
    }

    /** That of a heap of some bytes. */
    static SortingHeap of(long heapBytes) {
        return new SortingHeap(heapBytes / 5 * 4);
    }

    /** That of this process. */
    static SortingHeap own() {
        return OWN;
    }

    /** That of an executor, as far as the configuration tells. */
    static SortingHeap ofExecutor(SparkConf configuration) {
        String master = configuration.get("spark.master", "");
        boolean here = master.startsWith("local") && !master.startsWith("local-cluster");
        return here ? OWN : of(configuration.getSizeAsBytes("spark.executor.memory", "1g"));
    }

    /**
     * Checks that a shard can be sorted at all.
     *
     * @param shard the shard
     * @param shards how many there are
     * @param tokens of all shards
     * @throws IllegalArgumentException if it cannot; the message says how many shards are needed
     */
    void requireRoom(PieceShard shard, int shards, long tokens) {
        if (shard.sortingBytes() <= size) {
            return;
        }
        long most = Math.max(1, size / IndexBuilder.bytesPerToken(shard.width()));
        long needed = Math.max(shards + 1L, (tokens + most - 1) / most);
        throw new IllegalArgumentException("shard " + shard.number() + " of " + shards + " has " + shard.tokens()
                + " tokens, and sorting takes " + IndexBuilder.bytesPerToken(shard.width()) + " bytes for each: "
                + shard.sortingBytes() + " bytes, of " + size + " that an executor has for it (4/5 of its heap);"
                + " ask for at least " + needed + " shards, or give executors more memory");
    }

    /** Takes bytes as soon as they are free, until what is returned is closed. */
    synchronized Share take(long bytes) throws IOException {
        try {
            while (taken > 0 && taken + bytes > size) {
                TaskContext task = TaskContext.get();
                if (task != null && task.isInterrupted()) {
                    throw new InterruptedIOException("the task was ended while it waited for memory");
                }
                wait(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was ended while it waited for memory");
        }
        taken += bytes;
        return new Share(this, bytes);
    }

    private synchronized void give(long bytes) {
        taken -= bytes;
        notifyAll();
    }

    /** Memory that a task has. */
    record Share(SortingHeap heap, long bytes) implements AutoCloseable {
        @Override
        public void close() {
            heap.give(bytes);
        }
    }
}
