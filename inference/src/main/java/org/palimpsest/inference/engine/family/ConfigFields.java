package org.palimpsest.inference.engine.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of a {@code config.json}, each checked as it is read. A field that is null counts as absent, as in Hugging
 * Face's files.
 */
final class ConfigFields {
    private final JsonNode root;
    private final String path;
    private final Map<String, String> otherNames;

    ConfigFields(JsonNode root) {
        this(root, "", Map.of());
    }

    private ConfigFields(JsonNode root, String path, Map<String, String> otherNames) {
        this.root = root;
        this.path = path;
        this.otherNames = otherNames;
    }

    /**
     * The same fields, some of which may stand under a second name.
     *
     * @param names first to second name
     */
    ConfigFields withNames(Map<String, String> names) {
        return new ConfigFields(root, path, names);
    }

    private JsonNode at(String field) {
        String other = otherNames.get(field);
        return other == null || root.has(field) ? root.path(field) : root.path(other);
    }

    boolean has(String field) {
        JsonNode value = at(field);
        return !value.isMissingNode() && !value.isNull();
    }

    /** A number above 0; null means none, and a field that is not there has the value of transformers' own class. */
    double positiveOrNull(String field, double unlessThere, double none) {
        return positive(field, at(field).isNull() ? none : unlessThere);
    }

    /** The same for a whole number of at least 1. */
    int sizeOrNull(String field, int unlessThere, int none) {
        return size(field, at(field).isNull() ? none : unlessThere);
    }

    /** A whole number of at least 1. */
    int size(String field) {
        JsonNode value = at(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(field, "a whole number of at least 1");
        }
        return value.intValue();
    }

    /** A whole number from 1 to the most that any model could have: what is above is a broken file. */
    int sizeUpTo(String field, int most) {
        if (size(field) > most) {
            throw wrong(field, "a whole number of at most " + most);
        }
        return size(field);
    }

    int size(String field, int otherwise) {
        return has(field) ? size(field) : otherwise;
    }

    double number(String field) {
        JsonNode value = at(field);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong(field, "a finite number");
        }
        return value.asDouble();
    }

    /** A number above 0. */
    double positive(String field) {
        if (!(number(field) > 0)) {
            throw wrong(field, "a number above 0");
        }
        return number(field);
    }

    double positive(String field, double otherwise) {
        return has(field) ? positive(field) : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        if (has(field) && !at(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return at(field).asBoolean(otherwise);
    }

    Bias bias(String field, boolean otherwise) {
        return flag(field, otherwise) ? Bias.ADDED : Bias.NONE;
    }

    String text(String field, String otherwise) {
        return has(field) ? at(field).asText() : otherwise;
    }

    /** The texts of a list. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        at(field).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The items of a list. */
    List<JsonNode> items(String field) {
        List<JsonNode> items = new ArrayList<>();
        at(field).forEach(items::add);
        return items;
    }

    /** The id of a special token; -1 where there is none, or none of this vocabulary. */
    int token(String field, int vocabularySize) {
        JsonNode value = at(field).isArray() ? at(field).path(0) : at(field);
        int id = value.asInt(-1);
        return id < vocabularySize ? Math.max(-1, id) : -1;
    }

    /** The ids of a field that holds one or a list of them. */
    List<Integer> tokens(String field) {
        List<Integer> ids = new ArrayList<>();
        if (at(field).isIntegralNumber()) {
            ids.add(at(field).intValue());
        }
        at(field).forEach(item -> ids.add(item.intValue()));
        return List.copyOf(ids);
    }

    /** The object in a field; empty if absent. */
    ConfigFields object(String field) {
        if (has(field) && !at(field).isObject()) {
            throw wrong(field, "an object");
        }
        return new ConfigFields(at(field), path + field + ".", Map.of());
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
        JsonNode value = at(field);
        return new IllegalArgumentException(path + field + " must be " + expected + ", found "
                + (value.isMissingNode() ? "nothing" : value.isTextual() ? value.asText() : value));
    }
}
