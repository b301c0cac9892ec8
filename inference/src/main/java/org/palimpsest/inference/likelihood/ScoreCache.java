package org.palimpsest.inference.likelihood;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;

/**
 * Scores on disk, of one model scored in one way: the file {@code FINGERPRINT.scores} of a folder. It only grows, by frames that
 * count whole or not at all, and has one user at a time.
 *
 * <pre>
 * file    magic "PLMSCORE", version 1 (u32), fingerprint (32 bytes), CRC-32C of these
 * frame   magic "FRAME\r\n" and 1A, number of records (u32), bytes of all records (u64),
 *         key (32 bytes) and length (u32) of every record, CRC-32C of these; then the records
 * record  length (u32), CRC-32C of key and bytes, bytes
 * </pre>
 *
 * All numbers are big-endian. What a crash left unfinished at the end is cut off when the file is opened. A record whose
 * checksum fails is as one that is missing; after a frame whose head is damaged, the next sound one is sought. Of two records
 * with one key the later counts. Memory: 32 to 64 bytes a record.
 */
final class ScoreCache implements Closeable {
    private static final long FILE_MAGIC = 0x504C4D53434F5245L;
    private static final int VERSION = 1;
    private static final int HEAD = 8 + 4 + 32 + 4;
    private static final int RECORD_HEAD = 8;

    private final Path file;
    private final FileChannel channel;
    private final ScorePlaces places = new ScorePlaces();
    private long end;
    private long damaged;

    private ScoreCache(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A key and the bytes that it stands for. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to disk, never compared
    record Entry(byte[] key, byte[] bytes) {}

    /**
     * Opens the cache of a scorer, or begins it.
     *
     * @param folder where it lies; made if it is missing
     * @param fingerprint 64 hex digits of the scorer
     * @throws IOException if the file is not such a cache, cannot be written, or is in use
     */
    static ScoreCache open(Path folder, String fingerprint) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(fingerprint + ".scores");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ScoreCache cache = new ScoreCache(file, channel);
        boolean opened = false;
        try {
            cache.lock();
            cache.readHead(HexFormat.of().parseHex(fingerprint));
            cache.readFrames();
            opened = true;
            return cache;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(e);
        }
        throw inUse(null);
    }

    private IOException inUse(@Nullable Throwable cause) {
        return new IOException(
                file + ": another run uses this cache; wait until it has ended, or give another folder", cause);
    }

    private void readHead(byte[] fingerprint) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putLong(FILE_MAGIC).putInt(VERSION).put(fingerprint);
        head.putInt(crc(head, HEAD - 4)).flip();
        if (channel.size() < HEAD) {
            channel.truncate(0);
            write(head, 0);
            channel.force(true);
        } else if (!head.equals(read(0, HEAD))) {
            throw new CorruptInputException(
                    file.toString(),
                    "does not begin as a cache of these scores does; delete it, or give another folder");
        }
        end = HEAD;
    }

    private void readFrames() throws IOException {
        long size = channel.size();
        long at = HEAD;
        while (at < size) {
            CacheFrame frame = CacheFrame.read(channel, at);
            if (frame == null) {
                at = CacheFrame.next(channel, at + 1);
                continue;
            }
            if (frame.end() > size || (frame.end() == size && !sound(frame))) {
                break;
            }
            frame.forEach((key, place) -> places.put(hash(key), place));
            at = frame.end();
            end = at;
        }
        channel.truncate(end);
    }

    /** Whether all records of the last frame were written: a crash of the machine may leave blocks without content. */
    private boolean sound(CacheFrame frame) throws IOException {
        boolean[] sound = {true};
        frame.forEach((key, place) -> sound[0] &= readRecord(key, place) != null);
        return sound[0];
    }

    /** What stands for a key, or null if nothing does, or what did was damaged. */
    synchronized byte @Nullable [] get(byte[] key) throws IOException {
        long place = places.get(hash(key));
        if (place < 0) {
            return null;
        }
        byte[] found = readRecord(key, place);
        if (found == null) {
            damaged++;
        }
        return found;
    }

    private byte @Nullable [] readRecord(byte[] key, long place) throws IOException {
        if (place + RECORD_HEAD > channel.size()) {
            return null;
        }
        ByteBuffer head = read(place, RECORD_HEAD);
        int length = head.getInt();
        int crc = head.getInt();
        if (length < 0 || place + RECORD_HEAD + length > channel.size()) {
            return null;
        }
        byte[] bytes = read(place + RECORD_HEAD, length).array();
        return crc(key, bytes) == crc ? bytes : null;
    }

    /** Writes entries as one frame; when this returns they are on disk, and before that none counts. */
    synchronized void append(List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        boolean written = false;
        try {
            long at = end;
            for (ByteBuffer part : CacheFrame.bytes(entries)) {
                at += write(part, at);
            }
            channel.force(false);
            written = true;
            CacheFrame frame = CacheFrame.read(channel, end);
            if (frame == null) {
                throw new IOException(file + ": could not be written, what was written does not read back");
            }
            frame.forEach((key, place) -> places.put(hash(key), place));
            end = at;
        } catch (IOException e) {
            throw channel.isOpen() ? new IOException(file + ": could not be written: " + e.getMessage(), e) : e;
        } finally {
            if (!written && channel.isOpen()) {
                channel.truncate(end);
            }
        }
    }

    private int write(ByteBuffer bytes, long at) throws IOException {
        int length = bytes.remaining();
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
        return length;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        return CacheFrame.read(channel, at, length);
    }

    static int crc(byte[] key, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Of the first bytes of a buffer, wherever it is read from. */
    static int crc(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, length));
        return (int) crc.getValue();
    }

    private static long hash(byte[] key) {
        return ByteBuffer.wrap(Arrays.copyOf(key, 8)).getLong();
    }

    /** Number of records that can be found. */
    synchronized int size() {
        return places.size();
    }

    /** Number of records that were asked for and found damaged. */
    synchronized long damaged() {
        return damaged;
    }

    /** Gives the file free. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
