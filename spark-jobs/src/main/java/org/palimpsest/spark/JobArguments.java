package org.palimpsest.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arguments of a job: {@code --name value...}, names and meanings as on the command line of the same work on one machine. */
final class JobArguments {
    private final Map<String, List<String>> values;

    private JobArguments(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads arguments.
     *
     * @param arguments as given
     * @param names that take values
     * @param flags that take none
     * @throws IllegalArgumentException if a name is not known, or a value stands where none may
     */
    static JobArguments parse(String[] arguments, List<String> names, List<String> flags) {
        Map<String, List<String>> values = new TreeMap<>();
        String last = "";
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                last = argument.substring(2);
                if (!names.contains(last) && !flags.contains(last)) {
                    throw new IllegalArgumentException("arguments must be among " + names(names) + names(flags)
                            + "each with its value, got " + argument);
                }
                values.computeIfAbsent(last, name -> new ArrayList<>());
            } else if (names.contains(last)) {
                values.computeIfAbsent(last, name -> new ArrayList<>()).add(argument);
            } else {
                throw new IllegalArgumentException("a value must follow its name, got \"" + argument + "\""
                        + (last.isEmpty() ? " first" : " after --" + last));
            }
        }
        return new JobArguments(values);
    }

    private static String names(List<String> names) {
        StringBuilder all = new StringBuilder();
        names.forEach(name -> all.append("--").append(name).append(' '));
        return all.toString();
    }

    /** Whether a name was given. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values of a name, one or more. */
    List<String> all(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.isEmpty()) {
            throw new IllegalArgumentException("--" + name + " is required, with a value");
        }
        return List.copyOf(given);
    }

    /** The value of a name that has one. */
    String one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw new IllegalArgumentException("--" + name + " takes one value, got " + given);
        }
        return given.get(0);
    }

    /** The value of a name, or another if it was not given. */
    String one(String name, String missing) {
        return has(name) ? one(name) : missing;
    }

    /** The whole number of a name, or another if it was not given. */
    int number(String name, int missing) {
        String value = one(name, Integer.toString(missing));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " takes a whole number, got \"" + value + "\"", e);
        }
    }
}
