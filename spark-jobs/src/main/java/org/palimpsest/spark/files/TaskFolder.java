package org.palimpsest.spark.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where an attempt of a task writes: two empty folders on disk of its own, and values.
 */
public final class TaskFolder {
    private final Path files;
    private final Path parts;
    private final Map<String, String> values = new TreeMap<>();

    TaskFolder(Path files, Path parts) {
        this.files = files;
        this.parts = parts;
    }

    /**
     * The folder of what goes into the output, under the names that it has here.
     *
     * @return an empty folder at first
     */
    public Path files() {
        return files;
    }

    /**
     * The folder of what later stages and the driver read.
     *
     * @return an empty folder at first
     */
    public Path parts() {
        return parts;
    }

    /**
     * Keeps a value.
     *
     * @param name its name
     * @param value a text or number that every attempt finds alike
     */
    public void put(String name, Object value) {
        values.put(name, value.toString());
    }

    Map<String, String> values() {
        return values;
    }
}
