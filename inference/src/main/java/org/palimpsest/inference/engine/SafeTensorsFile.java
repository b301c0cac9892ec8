package org.palimpsest.inference.engine;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The table of one safetensors file, and the bytes of its tensors.
 *
 * <p>Format: 8 bytes little-endian length L, L bytes of JSON ({@code name -> {dtype, shape, data_offsets}}), then the
 * data, where no byte belongs to two tensors. All offsets are checked before any data is touched.
 */
final class SafeTensorsFile {
    private static final long LONGEST_HEADER = 100L << 20;
    private static final Map<String, Precision> WEIGHT_TYPES =
            Map.of("F32", Precision.FP32, "F16", Precision.FP16, "BF16", Precision.BF16);
    /** Read at a time: the channel copies through a direct buffer of this size. */
    private static final int STEP = 1 << 20;

    private final Path path;
    private final Map<String, Entry> entries;

    private SafeTensorsFile(Path path, Map<String, Entry> entries) {
        this.path = path;
        this.entries = entries;
    }

    /** Where a tensor lies: bytes [start, end) of the file. */
    @SuppressWarnings("ArrayRecordComponent") // a shape as libtorch takes it; entries are never compared
    record Entry(String type, long[] shape, long start, long end) {
        long bytes() {
            return end - start;
        }

        /** The type of a tensor that holds weights. */
        Precision precision() {
            return Objects.requireNonNull(WEIGHT_TYPES.get(type), type);
        }
    }

    static SafeTensorsFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 8) {
                throw new CorruptInputException(
                        path.toString(), "a safetensors file has at least 8 bytes, found " + size);
            }
            long length = read(channel, 0, 8, path).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
                throw new CorruptInputException(
                        path.toString(),
                        "the header's length at offset 0 must be in [2, " + Math.min(LONGEST_HEADER, size - 8)
                                + "], found " + length + "; the file is cut short or is not safetensors");
            }
            byte[] json = read(channel, 8, (int) length, path).array();
            return new SafeTensorsFile(path, new SafeTensorsHeader(path, 8 + length, size).read(json));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file; a checkpoint needs it");
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length, Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            ByteBuffer step = buffer.slice(buffer.position(), Math.min(STEP, buffer.remaining()));
            int count = channel.read(step, offset + buffer.position());
            if (count < 0) {
                throw new EOFException(path + ": ended at offset " + (offset + buffer.position()));
            }
            buffer.position(buffer.position() + count);
        }
        return buffer.flip();
    }

    Path path() {
        return path;
    }

    Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /**
     * A tensor that holds weights.
     *
     * @param name a key of {@link #entries()}
     * @throws CorruptInputException if its numbers are not of a type that weights have
     */
    Entry entry(String name) throws CorruptInputException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(path + " has no tensor " + name);
        }
        if (!WEIGHT_TYPES.containsKey(entry.type())) {
            throw new CorruptInputException(
                    path.toString(),
                    "tensor " + name + ": dtype of a weight must be F32, F16 or BF16, found " + entry.type());
        }
        return entry;
    }

    /**
     * The bytes of a tensor, mapped, not copied.
     *
     * @param name a key of {@link #entries()}
     * @param longest most bytes of a buffer, unless one row of the first axis is longer
     * @return read-only little-endian buffers of whole rows
     */
    List<ByteBuffer> map(String name, long longest) throws IOException {
        Entry entry = entry(name);
        long rows = entry.shape().length == 0 ? 1 : Math.max(1, entry.shape()[0]);
        long row = entry.bytes() / rows;
        long part = entry.bytes() <= longest ? entry.bytes() : Math.max(row, longest / row * row);
        List<ByteBuffer> parts = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long at = entry.start(); at < entry.end() || parts.isEmpty(); at += part) {
                long count = Math.min(part, entry.end() - at);
                parts.add(channel.map(FileChannel.MapMode.READ_ONLY, at, count).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        return parts;
    }
}
