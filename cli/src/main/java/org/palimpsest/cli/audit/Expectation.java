package org.palimpsest.cli.audit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a result must be: a number within a tolerance, a number between bounds, or a text.
 *
 * @param at JSON pointer inside the result
 * @param number the number, if one is expected
 * @param within largest difference from it, at least 0
 * @param atLeast least number allowed
 * @param atMost greatest number allowed
 * @param text the text, if one is expected
 */
public record Expectation(
        JsonPointer at,
        OptionalDouble number,
        double within,
        OptionalDouble atLeast,
        OptionalDouble atMost,
        @Nullable String text) {
    private static final Set<String> KEYS = Set.of("at", "number", "within", "relative", "atLeast", "atMost", "text");

    /**
     * Reads one.
     *
     * @param node {@code at} and one of {@code number} (with {@code within}, absolute, or {@code relative}), {@code text}, or
     *     {@code atLeast} and {@code atMost}
     * @return the expectation
     * @throws IllegalArgumentException if it expects nothing, or has a key that means nothing
     */
    static Expectation of(JsonNode node) {
        node.properties().forEach(field -> {
            if (!KEYS.contains(field.getKey())) {
                throw new IllegalArgumentException("an expectation has no key " + field.getKey()
                        + "; it has at, and number with within or relative, text, or atLeast and atMost");
            }
        });
        String at = node.path("at").asText();
        if (!at.startsWith("/")) {
            throw new IllegalArgumentException(
                    "at must be a JSON pointer inside the result, such as /p, got \"" + at + "\"");
        }
        OptionalDouble number = number(node, "number");
        OptionalDouble atLeast = number(node, "atLeast");
        OptionalDouble atMost = number(node, "atMost");
        String text = node.has("text") ? node.path("text").asText() : null;
        int kinds = (number.isPresent() ? 1 : 0)
                + (text != null ? 1 : 0)
                + (atLeast.isPresent() || atMost.isPresent() ? 1 : 0);
        if (kinds != 1) {
            throw new IllegalArgumentException("the expectation at " + at
                    + " needs a number, a text, or bounds (atLeast, atMost), and one of these alone");
        }
        return new Expectation(JsonPointer.compile(at), number, tolerance(node, at, number), atLeast, atMost, text);
    }

    private static OptionalDouble number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        double number = value.isNumber() ? value.asDouble() : parsed(value.asText());
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(key + " must be a finite number, got " + value.asText());
        }
        return OptionalDouble.of(number);
    }

    /** YAML 1.1 takes 1e-9 for a text. */
    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double tolerance(JsonNode node, String at, OptionalDouble number) {
        OptionalDouble within = number(node, "within");
        OptionalDouble relative = number(node, "relative");
        if (within.isPresent() && relative.isPresent()) {
            throw new IllegalArgumentException("the expectation at " + at + " has both within and relative; give one");
        }
        if (number.isEmpty() && (within.isPresent() || relative.isPresent())) {
            throw new IllegalArgumentException("the expectation at " + at + " has a tolerance and no number");
        }
        double tolerance =
                relative.isPresent() ? relative.getAsDouble() * Math.abs(number.orElse(0)) : within.orElse(0);
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("a tolerance must be at least 0, got " + tolerance);
        }
        return tolerance;
    }

    /**
     * Whether a result is as expected.
     *
     * @param result of a command
     * @return true if it is
     */
    public boolean holds(JsonNode result) {
        JsonNode found = result.at(at);
        if (text != null) {
            return found.isValueNode() && found.asText().equals(text);
        }
        if (!found.isNumber()) {
            return false;
        }
        double value = found.asDouble();
        if (number.isPresent()) {
            return Math.abs(value - number.getAsDouble()) <= within;
        }
        return value >= atLeast.orElse(Double.NEGATIVE_INFINITY) && value <= atMost.orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * The value that is looked at, as a reader wants it.
     *
     * @param result of a command
     * @return its full digits, or that there is none
     */
    public String found(JsonNode result) {
        JsonNode found = result.at(at);
        return found.isMissingNode() ? "nothing" : found.isContainerNode() ? "a list or object" : found.asText();
    }

    /**
     * What is expected, as a reader wants it.
     *
     * @return number and tolerance, bounds, or text
     */
    public String expected() {
        if (text != null) {
            return text;
        }
        if (number.isPresent()) {
            return number.getAsDouble() + (within > 0 ? " ± " + Numbers.of(within) : "");
        }
        return (atLeast.isPresent() ? "≥ " + atLeast.getAsDouble() : "")
                + (atLeast.isPresent() && atMost.isPresent() ? ", " : "")
                + (atMost.isPresent() ? "≤ " + atMost.getAsDouble() : "");
    }
}
