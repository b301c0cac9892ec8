package org.palimpsest.inference.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.CorruptInputException;
import org.palimpsest.inference.engine.SafeTensorsFile.Entry;

/**
 * Reads the JSON of a safetensors file token by token: no tree of it ever exists, so a file that lies costs no memory.
 * Tensors must not overlap; bytes that belong to no tensor are never read.
 */
final class SafeTensorsHeader {
    private static final int MOST_DIMENSIONS = 32;
    private static final Map<String, Integer> BITS = new TreeMap<>(Map.ofEntries(
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
            Map.entry("F8_E4M3FNUZ", 8),
            Map.entry("F8_E5M2FNUZ", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("F4", 4),
            Map.entry("I8", 8),
            Map.entry("U8", 8),
            Map.entry("BOOL", 8)));

    private final Path path;
    private final long dataStart;
    private final long size;

    /**
     * A header.
     *
     * @param path the file, for messages
     * @param dataStart offset of the first byte after the header
     * @param size length of the file
     */
    SafeTensorsHeader(Path path, long dataStart, long size) {
        this.path = path;
        this.dataStart = dataStart;
        this.size = size;
    }

    /** Tensor to its place, in the order of the header. */
    Map<String, Entry> read(byte[] json) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory()
                .createParser(new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("the header at offset 8 must be a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("__metadata__")) {
                    parser.skipChildren();
                } else if (entries.put(name, entry(name, parser)) != null) {
                    throw wrong("tensor " + name + " stands twice in the header");
                }
            }
            if (parser.nextToken() != null) {
                throw wrong("the header at offset 8 must be one JSON object, found more behind it");
            }
        } catch (CorruptInputException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptInputException(path.toString(), 0, "the header at offset 8 is not JSON", e);
        }
        checkOverlap(entries);
        return entries;
    }

    private Entry entry(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("tensor " + name + ": the header must have an object with dtype, shape and data_offsets");
        }
        String type = "nothing";
        long[] shape = null;
        long[] offsets = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "dtype" -> type = String.valueOf(parser.getValueAsString("nothing"));
                case "shape" -> shape = numbers(name, field, parser);
                case "data_offsets" -> offsets = numbers(name, field, parser);
                default -> parser.skipChildren();
            }
        }
        return checked(name, type, shape, offsets);
    }

    private long[] numbers(String name, String field, JsonParser parser) throws IOException {
        List<Long> numbers = new ArrayList<>();
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        while (list && parser.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || parser.getLongValue() < 0) {
                throw wrong("tensor " + name + ": " + field + " must be whole numbers of at least 0, found "
                        + parser.getText());
            }
            numbers.add(parser.getLongValue());
            list = numbers.size() <= MOST_DIMENSIONS;
        }
        if (!list) {
            throw wrong("tensor " + name + ": " + field + " must be a list of at most " + MOST_DIMENSIONS + " numbers");
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private Entry checked(String name, String type, long @Nullable [] shape, long @Nullable [] offsets)
            throws CorruptInputException {
        Integer bits = BITS.get(type);
        if (bits == null) {
            throw wrong("tensor " + name + ": dtype must be one of " + String.join(", ", BITS.keySet()) + ", found "
                    + type);
        }
        if (shape == null) {
            throw wrong("tensor " + name + ": shape must be a list of whole numbers, found nothing");
        }
        if (offsets == null || offsets.length != 2 || offsets[0] > offsets[1]) {
            throw wrong("tensor " + name + ": data_offsets must be a start and an end that is not below it, found "
                    + (offsets == null ? "nothing" : Arrays.toString(offsets)));
        }
        if (offsets[1] > size - dataStart) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "tensor %s needs bytes [%d, %d) after the header, found %d; it is cut short or corrupt, "
                            + "fetch it again",
                    name,
                    offsets[0],
                    offsets[1],
                    size - dataStart));
        }
        long needed = bytes(name, shape, bits);
        if (offsets[1] - offsets[0] != needed) {
            throw wrong("tensor " + name + " of shape " + Arrays.toString(shape) + " needs " + needed + " bytes, found "
                    + (offsets[1] - offsets[0]));
        }
        return new Entry(type, shape, dataStart + offsets[0], dataStart + offsets[1]);
    }

    private long bytes(String name, long[] shape, int bits) throws CorruptInputException {
        try {
            long size = bits;
            for (long n : shape) {
                size = Math.multiplyExact(size, n);
            }
            return size / 8 + (size % 8 == 0 ? 0 : 1);
        } catch (ArithmeticException e) {
            throw new CorruptInputException(
                    path.toString(),
                    0,
                    "tensor " + name + ": shape " + Arrays.toString(shape) + " is larger than any file",
                    e);
        }
    }

    /** No byte belongs to two tensors. */
    private void checkOverlap(Map<String, Entry> entries) throws CorruptInputException {
        List<Map.Entry<String, Entry>> order = new ArrayList<>(entries.entrySet());
        order.removeIf(item -> item.getValue().bytes() == 0);
        order.sort(Comparator.comparingLong(item -> item.getValue().start()));
        long end = dataStart;
        String before = "";
        for (Map.Entry<String, Entry> item : order) {
            Entry entry = item.getValue();
            if (entry.start() < end) {
                throw wrong("tensor " + item.getKey() + " at bytes [" + entry.start() + ", " + entry.end()
                        + ") of the file overlaps tensor " + before + ", which ends at " + end);
            }
            end = entry.end();
            before = item.getKey();
        }
    }

    private CorruptInputException wrong(String what) {
        return new CorruptInputException(path.toString(), what);
    }
}
