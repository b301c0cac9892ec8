package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A stream that a thread of its own compresses and writes, some blocks behind. */
final class WriteBehind extends OutputStream {
    private static final int BLOCK = 1 << 18;
    private static final int DEPTH = 8;

    private final OutputStream out;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final ArrayDeque<Future<@Nullable Void>> behind = new ArrayDeque<>();
    private byte[] block = new byte[BLOCK];
    private int filled;
    private boolean closed;

    WriteBehind(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int unit) throws IOException {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (from < offset + length) {
            int count = Math.min(offset + length - from, BLOCK - filled);
            System.arraycopy(bytes, from, block, filled, count);
            filled += count;
            from += count;
            if (filled == BLOCK) {
                hand(block, filled);
                block = new byte[BLOCK];
                filled = 0;
            }
        }
    }

    private void hand(byte[] full, int length) throws IOException {
        if (behind.size() == DEPTH) {
            Workers.result(behind.remove());
        }
        behind.add(writer.submit(() -> {
            out.write(full, 0, length);
            return null;
        }));
    }

    /** Waits for all that was written, and closes the stream underneath. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            hand(block, filled);
            for (Future<@Nullable Void> future : behind) {
                Workers.result(future);
            }
        } finally {
            Workers.end(writer);
        }
    }
}
