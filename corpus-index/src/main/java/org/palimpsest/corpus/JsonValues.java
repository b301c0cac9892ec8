package org.palimpsest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON values of any kind, and names them in errors. */
public final class JsonValues {
    private static final int SHOWN = 40;

    private JsonValues() {}

    /**
     * Reads a value of any kind.
     *
     * @param json stands on the value's first token; stands on its last on return
     * @return a string, number, boolean, list, map in the order of its fields, or null
     * @throws IOException if the JSON is not valid
     */
    public static @Nullable Object read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return readObject(json);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(json));
            }
            return list;
        }
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /**
     * Reads an object.
     *
     * @param json stands on its opening brace; stands on its closing brace on return
     * @return its fields in their order
     * @throws IOException if the JSON is not valid
     */
    public static Map<String, @Nullable Object> readObject(JsonParser json) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, read(json));
        }
        return object;
    }

    /**
     * Reads a string.
     *
     * @param json stands on the value
     * @param field the field's name, for the error
     * @param where the line, for the error
     * @return the string, or null for a JSON null
     * @throws IOException if it is something else, or holds half of a surrogate pair and is thus no Unicode text
     */
    public static @Nullable String readString(JsonParser json, String field, InputLocation where) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw where.wrongType(field, "a string", describe(json));
        }
        String value = json.getText();
        int lone = loneSurrogate(value);
        if (lone >= 0) {
            throw where.wrongType(
                    field, "Unicode text", "half of a surrogate pair at UTF-16 offset " + lone + "; repair the text");
        }
        return value;
    }

    private static int loneSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Names the value that the parser stands on, for an error: {@code a number (7)}.
     *
     * @param json stands on a value
     * @return what it is
     * @throws IOException if the JSON is not valid
     */
    public static String describe(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case VALUE_STRING -> "a string (\"" + shortened(json.getText()) + "\")";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number (" + shortened(json.getText()) + ")";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean (" + json.getText() + ")";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            default -> shortened(json.getText());
        };
    }

    /**
     * What is wrong with a text that is not JSON, in one phrase: the parser's words less its own names and positions, which
     * say nothing about the file.
     *
     * @param failure what the parser threw
     * @return the phrase
     */
    public static String reason(JsonProcessingException failure) {
        return failure.getOriginalMessage()
                .replaceAll("\\s*\\(start marker at \\[Source:.*?\\]\\)", "")
                .replaceAll(", from `StreamReadConstraints[^)]*\\)`", "")
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
