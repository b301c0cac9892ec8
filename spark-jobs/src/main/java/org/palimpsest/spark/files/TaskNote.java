package org.palimpsest.spark.files;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a task of a job did: the same whichever attempt of it was the first to end.
 *
 * @param task its number in its stage, from 0
 * @param files what goes into the output
 * @param parts what later stages and the driver read, and the output does not hold
 * @param values other findings, by name
 */
public record TaskNote(int task, List<WrittenFile> files, List<WrittenFile> parts, Map<String, String> values)
        implements Serializable {
    /** Copies. */
    public TaskNote {
        files = List.copyOf(files);
        parts = List.copyOf(parts);
        values = new TreeMap<>(values);
    }

    /**
     * A part by its name.
     *
     * @param name as the task gave it
     * @return the part
     * @throws IllegalArgumentException if the task wrote none of that name
     */
    public WrittenFile part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("task " + task + " wrote no part \"" + name + "\""));
    }

    /**
     * A text among the values.
     *
     * @param name of the value
     * @return the text
     * @throws IllegalArgumentException if there is none of that name
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("task " + task + " gave no value \"" + name + "\"");
        }
        return value;
    }

    /**
     * A whole number among the values.
     *
     * @param name of the value
     * @return the number
     * @throws IllegalArgumentException if there is none of that name
     */
    public long number(String name) {
        return Long.parseLong(text(name));
    }
}
