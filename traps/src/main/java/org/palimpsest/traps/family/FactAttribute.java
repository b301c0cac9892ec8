package org.palimpsest.traps.family;

import java.util.HashSet;
import java.util.List;

/**
 * A property of an invented entity and the values that it may have, each as likely as every other.
 *
 * @param name what it is called, such as {@code emblem animal}
 * @param options two or more values, all different
 */
public record FactAttribute(String name, List<String> options) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the name is blank or has an end in white space, there are fewer than two options, or one
     *     is repeated, blank or holds a full stop
     */
    public FactAttribute {
        options = List.copyOf(options);
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "name of an attribute must be non-blank without white space at its ends, got \"" + name + "\"");
        }
        if (options.size() < 2) {
            throw new IllegalArgumentException(
                    "attribute \"" + name + "\" must have 2 options or more, got " + options.size());
        }
        if (new HashSet<>(options).size() != options.size()) {
            throw new IllegalArgumentException("options of attribute \"" + name + "\" must differ, got one twice");
        }
        for (String option : options) {
            if (option.isBlank() || !option.equals(option.strip()) || option.indexOf('.') >= 0) {
                throw new IllegalArgumentException("options of attribute \"" + name
                        + "\" must be non-blank, without white space at their ends and without full stop, got \""
                        + option
                        + "\"");
            }
        }
    }
}
