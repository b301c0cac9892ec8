package org.palimpsest.inference.engine.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a {@code config.json}, each checked as it is read. A field that is null counts as absent, as in Hugging
 * Face's files.
 */
final class ConfigFields {
    private final JsonNode root;
    private final String path;

    ConfigFields(JsonNode root) {
        this(root, "");
    }

    private ConfigFields(JsonNode root, String path) {
        this.root = root;
        this.path = path;
    }

    boolean has(String field) {
        return root.hasNonNull(field);
    }

    /** A whole number of at least 1. */
    int size(String field) {
        JsonNode value = root.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(field, "a whole number of at least 1");
        }
        return value.intValue();
    }

    int size(String field, int otherwise) {
        return has(field) ? size(field) : otherwise;
    }

    double number(String field) {
        JsonNode value = root.path(field);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong(field, "a finite number");
        }
        return value.asDouble();
    }

    /** A number above 0. */
    double positive(String field, double otherwise) {
        if (has(field) && !(number(field) > 0)) {
            throw wrong(field, "a number above 0");
        }
        return has(field) ? number(field) : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        if (has(field) && !root.path(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return root.path(field).asBoolean(otherwise);
    }

    Bias bias(String field, boolean otherwise) {
        return flag(field, otherwise) ? Bias.ADDED : Bias.NONE;
    }

    String text(String field, String otherwise) {
        return has(field) ? root.path(field).asText() : otherwise;
    }

    /** The texts of a list. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        root.path(field).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The items of a list. */
    List<JsonNode> items(String field) {
        List<JsonNode> items = new ArrayList<>();
        root.path(field).forEach(items::add);
        return items;
    }

    /** The id of a special token, or -1. */
    int token(String field, int vocabularySize) {
        JsonNode value = root.path(field).isArray() ? root.path(field).path(0) : root.path(field);
        int id = value.asInt(-1);
        if (id < -1 || id >= vocabularySize) {
            throw wrong(field, "absent or in [0, " + vocabularySize + ")");
        }
        return id;
    }

    /** The ids of a field that holds one or a list of them. */
    List<Integer> tokens(String field) {
        List<Integer> ids = new ArrayList<>();
        if (root.path(field).isIntegralNumber()) {
            ids.add(root.path(field).intValue());
        }
        root.path(field).forEach(item -> ids.add(item.intValue()));
        return List.copyOf(ids);
    }

    /** The object in a field; empty if absent. */
    ConfigFields object(String field) {
        if (has(field) && !root.path(field).isObject()) {
            throw wrong(field, "an object");
        }
        return new ConfigFields(root.path(field), path + field + ".");
    }

    void requireAbsent(String field) {
        if (has(field)) {
            throw wrong(field, "absent");
        }
    }

    void requireFlag(String field, boolean only) {
        if (flag(field, only) != only) {
            throw wrong(field, Boolean.toString(only));
        }
    }

    IllegalArgumentException wrong(String field, String expected) {
        JsonNode value = root.path(field);
        return new IllegalArgumentException(path + field + " must be " + expected + ", found "
                + (value.isMissingNode() ? "nothing" : value.isTextual() ? value.asText() : value));
    }
}
