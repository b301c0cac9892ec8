package org.palimpsest.corpus.duplicates;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file to which rows are added and from which bytes are read at any place; gone when it is closed. */
final class DiskRows implements Closeable {
    private final FileChannel channel;
    private final DataOutputStream out;
    private long written;
    private boolean flushed;

    DiskRows(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ".palimpsest-", ".tmp");
        boolean opened = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            opened = true;
        } finally {
            if (!opened) {
                Files.deleteIfExists(file);
            }
        }
        OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        out = new DataOutputStream(buffered);
    }

    /** Adds bytes; returns where they stand. */
    long add(ByteBuffer bytes) throws IOException {
        long start = written;
        out.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
        written += bytes.limit();
        flushed = false;
        return start;
    }

    long bytes() {
        return written;
    }

    /** Reads as many bytes as there is room for. */
    ByteBuffer read(long start, int count) throws IOException {
        if (!flushed) {
            out.flush();
            flushed = true;
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException("a temporary file ended at byte " + (start + bytes.position()) + " of "
                        + (start + count) + "; is the disk full?");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
