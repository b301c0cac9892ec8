package org.palimpsest.inference.likelihood;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a frame of a {@link ScoreCache}, whose Javadoc has the grammar. */
final class CacheFrame {
    private static final long MAGIC = 0x4652414D450D0A1AL;
    private static final int FIXED = 8 + 4 + 8;
    private static final int KEY = 32;
    private static final int ENTRY = KEY + 4;
    private static final int BLOCK = 1 << 16;

    private final ByteBuffer table;
    private final long start;
    private final long end;

    private CacheFrame(ByteBuffer table, long start, long end) {
        this.table = table;
        this.start = start;
        this.end = end;
    }

    /** Takes a key and where its record stands. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] key, long place) throws IOException;
    }

    /** The frame that begins at a place, perhaps cut short; null if none does. */
    static @Nullable CacheFrame read(FileChannel channel, long at) throws IOException {
        if (at + FIXED > channel.size()) {
            return null;
        }
        ByteBuffer fixed = read(channel, at, FIXED);
        if (fixed.getLong() != MAGIC) {
            return null;
        }
        int count = fixed.getInt();
        long bytes = fixed.getLong();
        long head = FIXED + (long) count * ENTRY + 4;
        if (count < 1 || bytes < 0 || head > Integer.MAX_VALUE || at + head > channel.size()) {
            return null;
        }
        ByteBuffer whole = read(channel, at, (int) head);
        if (whole.getInt((int) head - 4) != ScoreCache.crc(whole, (int) head - 4)) {
            return null;
        }
        ByteBuffer table = whole.slice(FIXED, count * ENTRY);
        return new CacheFrame(table, at + head, at + head + bytes);
    }

    /** The next place from one on where a frame begins, or the end of the file. */
    static long next(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        for (long at = from; at + FIXED <= size; at += BLOCK) {
            ByteBuffer block = read(channel, at, (int) Math.min(BLOCK + 7, size - at));
            for (int i = 0; i + 8 <= block.limit(); i++) {
                if (block.getLong(i) == MAGIC && read(channel, at + i) != null) {
                    return at + i;
                }
            }
        }
        return size;
    }

    /** One after the last record. */
    long end() {
        return end;
    }

    void forEach(Visitor visitor) throws IOException {
        long place = start;
        for (int i = 0; i < table.limit(); i += ENTRY) {
            byte[] key = new byte[KEY];
            table.get(i, key);
            visitor.visit(key, place);
            place += 8 + table.getInt(i + KEY);
        }
    }

    /** The bytes of a frame: its head, then its records. */
    static List<ByteBuffer> bytes(List<ScoreCache.Entry> entries) {
        ByteBuffer head = ByteBuffer.allocate(FIXED + entries.size() * ENTRY + 4);
        long bytes = entries.stream().mapToLong(e -> 8L + e.bytes().length).sum();
        head.putLong(MAGIC).putInt(entries.size()).putLong(bytes);
        entries.forEach(e -> head.put(e.key()).putInt(e.bytes().length));
        head.putInt(ScoreCache.crc(head, head.position())).flip();
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(head);
        for (ScoreCache.Entry entry : entries) {
            ByteBuffer record = ByteBuffer.allocate(8 + entry.bytes().length);
            record.putInt(entry.bytes().length)
                    .putInt(ScoreCache.crc(entry.key(), entry.bytes()))
                    .put(entry.bytes())
                    .flip();
            parts.add(record);
        }
        return parts;
    }

    static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file was cut short while it was read");
            }
        }
        return bytes.flip();
    }
}
