package org.palimpsest.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values of Parquet rows as the fields of a JSONL row, and names them in errors as {@link JsonValues} does. */
public final class ParquetValues {
    private static final int SHOWN = 40;

    private ParquetValues() {}

    /**
     * A text.
     *
     * @param value of a row
     * @param column its name, for the error
     * @param where the row, for the error
     * @return the text, or null where there is none
     * @throws CorruptInputException if it is something else
     */
    public static @Nullable String text(@Nullable Object value, String column, InputLocation where)
            throws CorruptInputException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw where.wrongType(column, "a string", describe(value));
    }

    /**
     * Token ids.
     *
     * @param value of a row
     * @param column its name, for the error
     * @param where the row, for the error
     * @return the ids, or null where there are none
     * @throws CorruptInputException if it is no list of whole numbers from 0 to 2^31 - 1
     */
    static int @Nullable [] tokens(@Nullable Object value, String column, InputLocation where) throws IOException {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return new int[0];
        }
        if (value instanceof List<?> list) {
            int missing = list.indexOf(null);
            throw where.wrongType(
                    column + "[" + Math.max(0, missing) + "]",
                    "a token id from 0 to " + Integer.MAX_VALUE,
                    describe(list.get(Math.max(0, missing))));
        }
        if (!(value instanceof long[] ids)) {
            throw where.wrongType(column, "a list of token ids", describe(value));
        }
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = (int) ids[i];
            if (ids[i] < 0 || ids[i] > Integer.MAX_VALUE) {
                throw where.wrongType(
                        column + "[" + i + "]", "a token id from 0 to " + Integer.MAX_VALUE, describe(ids[i]));
            }
        }
        return tokens;
    }

    /** The fields of an object, lists of numbers as lists; none where there is none. */
    static Map<String, @Nullable Object> object(@Nullable Object value, String column, InputLocation where)
            throws IOException {
        if (value == null) {
            return Map.of();
        }
        if (!(plain(value) instanceof Map<?, ?> map)) {
            throw where.wrongType(column, "an object", describe(value));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((name, field) -> object.put(String.valueOf(name), field));
        return object;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), plain(field)));
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value instanceof long[] wholes) {
            return Arrays.stream(wholes).boxed().toList();
        }
        return value instanceof double[] reals ? Arrays.stream(reals).boxed().toList() : value;
    }

    /**
     * Names a value for an error: {@code a number (7)}.
     *
     * @param value of a row
     * @return what it is
     */
    public static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return "a string (\"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\")";
        }
        if (value instanceof Number) {
            return "a number (" + value + ")";
        }
        if (value instanceof Boolean) {
            return "a boolean (" + value + ")";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes that are not UTF-8 text";
        }
        return value instanceof Map ? "an object" : "a list";
    }
}
