package org.palimpsest.inference.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in an answer whose shape is checked as it is read.
 *
 * @param node what stands there; missing where nothing does
 * @param path its name: {@code choices[0].logprobs}
 * @param about the head of an error: endpoint, model and document
 */
record Shape(JsonNode node, String path, String about) {
    private static final int SHOWN = 40;

    static Shape of(JsonNode answer, String about) {
        return new Shape(answer, "", about);
    }

    Shape field(String name) {
        return new Shape(node.path(name), path.isEmpty() ? name : path + "." + name, about);
    }

    /** The one completion that was asked for. */
    Shape choice() {
        Shape choices = field("choices");
        List<Shape> all = choices.list();
        if (all.size() != 1) {
            throw choices.expected("one entry", all.size() + " entries");
        }
        return all.get(0);
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    List<Shape> list() {
        if (!node.isArray()) {
            throw expected("a list");
        }
        List<Shape> items = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            items.add(new Shape(item, path + "[" + items.size() + "]", about));
        }
        return items;
    }

    String string() {
        if (!node.isTextual()) {
            throw expected("a string");
        }
        return node.textValue();
    }

    int wholeNumber() {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw expected("a whole number from 0 on");
        }
        return node.intValue();
    }

    double number() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw expected("a finite number");
        }
        return node.doubleValue();
    }

    EndpointFailure expected(String what) {
        return expected(what, describe(node));
    }

    EndpointFailure expected(String what, String found) {
        return new EndpointFailure(
                about + "expected " + (path.isEmpty() ? "" : path + " to be ") + what + ", found " + found,
                StrictJson.OK,
                null);
    }

    static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "an object";
            case STRING -> "a string (\"" + shortened(node.textValue()) + "\")";
            case NUMBER -> "a number (" + shortened(node.asText()) + ")";
            default -> shortened(node.asText());
        };
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
