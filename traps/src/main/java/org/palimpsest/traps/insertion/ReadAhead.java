package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A stream that a thread of its own reads, and decompresses, some blocks ahead. */
final class ReadAhead extends InputStream {
    private static final int BLOCK = 1 << 18;
    private static final int DEPTH = 8;

    private final InputStream in;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final ArrayDeque<Future<byte[]>> ahead = new ArrayDeque<>();
    private byte[] block = new byte[0];
    private int at;
    private boolean ended;

    ReadAhead(InputStream in) {
        this.in = in;
        for (int i = 0; i < DEPTH; i++) {
            ahead.add(reader.submit(() -> in.readNBytes(BLOCK)));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (at == block.length && !ended) {
            block = Workers.result(ahead.remove());
            at = 0;
            ended = block.length == 0;
            ahead.add(reader.submit(() -> in.readNBytes(BLOCK)));
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, block.length - at);
        System.arraycopy(block, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        ahead.forEach(future -> future.cancel(false));
        Workers.end(reader);
        in.close();
    }
}
