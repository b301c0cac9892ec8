package org.palimpsest.inference.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The table of one safetensors file, and the bytes of its tensors.
 *
 * <p>Format: 8 bytes little-endian length L, L bytes of JSON ({@code name -> {dtype, shape, data_offsets}}), then the
 * data. Every offset is checked against the file before any data is touched.
 */
final class SafeTensorsFile {
    private static final long LONGEST_HEADER = 100L << 20;
    private static final Map<String, Precision> WEIGHT_TYPES =
            Map.of("F32", Precision.FP32, "F16", Precision.FP16, "BF16", Precision.BF16);
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("F64", 64),
            Map.entry("I64", 64),
            Map.entry("U64", 64),
            Map.entry("C64", 64),
            Map.entry("F32", 32),
            Map.entry("I32", 32),
            Map.entry("U32", 32),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("I16", 16),
            Map.entry("U16", 16),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("I8", 8),
            Map.entry("U8", 8),
            Map.entry("BOOL", 8));

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
            byte[] json = new byte[(int) length];
            read(channel, 8, (int) length, path).get(json);
            return new SafeTensorsFile(path, parse(path, json, 8 + length, size));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file; a checkpoint needs it");
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int count, Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException(path + ": ended at offset " + (offset + buffer.position()));
            }
        }
        return buffer.flip();
    }

    private static Map<String, Entry> parse(Path path, byte[] json, long dataStart, long size) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new CorruptInputException(path.toString(), 0, "the header at offset 8 is not JSON", e);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), entry(path, field.getKey(), field.getValue(), dataStart, size));
            }
        }
        return entries;
    }

    private static Entry entry(Path path, String name, JsonNode node, long dataStart, long size)
            throws CorruptInputException {
        String type = node.path("dtype").asText("nothing");
        Integer bits = BITS.get(type);
        if (bits == null) {
            throw new CorruptInputException(
                    path.toString(),
                    "tensor " + name + ": dtype must be one of " + String.join(", ", new TreeSet<>(BITS.keySet()))
                            + ", found " + type);
        }
        JsonNode dimensions = node.path("shape");
        long[] shape = new long[dimensions.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong(-1);
            if (shape[i] < 0) {
                throw new CorruptInputException(
                        path.toString(), "tensor " + name + ": shape must be whole numbers, found " + dimensions);
            }
        }
        long start = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        Entry entry = new Entry(type, shape, dataStart + start, dataStart + end);
        if (start < 0 || end < start || entry.end() > size) {
            throw new CorruptInputException(
                    path.toString(),
                    "tensor " + name + " needs bytes [" + entry.start() + ", " + entry.end() + "), found a file of "
                            + size + " bytes; it is cut short or corrupt, fetch it again");
        }
        long expected;
        try {
            expected = Math.multiplyExact(size(shape), bits / 8L);
        } catch (ArithmeticException e) {
            throw new CorruptInputException(path.toString(), 0, "tensor " + name + ": shape overflows", e);
        }
        if (end - start != expected) {
            throw new CorruptInputException(
                    path.toString(),
                    "tensor " + name + " of shape " + Arrays.toString(shape) + " needs " + expected + " bytes, found "
                            + (end - start));
        }
        return entry;
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long n : shape) {
            size = Math.multiplyExact(size, n);
        }
        return size;
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
