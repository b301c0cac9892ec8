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
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.palimpsest.corpus.CorruptInputException;

/**
 * The table of one safetensors file, and its tensors as 32-bit floats.
 *
 * <p>Format: 8 bytes little-endian length L, L bytes of JSON ({@code name -> {dtype, shape, data_offsets}}), then the
 * data. Every offset is checked against the file before any data is touched.
 */
final class SafeTensorsFile {
    private static final long LONGEST_HEADER = 100L << 20;

    private final Path path;
    private final Map<String, Entry> entries;

    private SafeTensorsFile(Path path, Map<String, Entry> entries) {
        this.path = path;
        this.entries = entries;
    }

    /** Where a tensor lies: bytes [start, end) of the file. */
    @SuppressWarnings("ArrayRecordComponent") // a shape as libtorch takes it; entries are never compared
    record Entry(String type, long[] shape, long start, long end) {
        int bytesPerNumber() {
            return type.equals("F32") ? 4 : 2;
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
        if (!type.equals("F32") && !type.equals("F16") && !type.equals("BF16")) {
            throw new CorruptInputException(
                    path.toString(), "tensor " + name + ": dtype must be F32, F16 or BF16, found " + type);
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
            expected = Math.multiplyExact(size(shape), (long) entry.bytesPerNumber());
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
     * The numbers of a tensor, widened to 32 bits; F32 is mapped, not copied.
     *
     * @param name a key of {@link #entries()}
     * @return a direct little-endian buffer
     */
    ByteBuffer floats(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(path + " has no tensor " + name);
        }
        long bytes = entry.end() - entry.start();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new CorruptInputException(path.toString(), "tensor " + name + " is larger than 2 GiB: " + bytes);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, entry.start(), bytes)
                    .order(ByteOrder.LITTLE_ENDIAN);
            return switch (entry.type()) {
                case "F32" -> mapped;
                case "BF16" -> widen(mapped, true);
                default -> widen(mapped, false);
            };
        }
    }

    private static ByteBuffer widen(ByteBuffer halves, boolean brain) {
        int count = halves.remaining() / 2;
        ByteBuffer wide =
                ByteBuffer.allocateDirect(Math.multiplyExact(count, 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            short half = halves.getShort(2 * i);
            wide.putInt(4 * i, brain ? half << 16 : Float.floatToRawIntBits(fromHalf(half)));
        }
        return wide;
    }

    /** IEEE 754 binary16 to binary32. */
    static float fromHalf(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        int wide = exponent == 31 ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
