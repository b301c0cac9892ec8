package org.palimpsest.corpus.run;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a result came about. It holds no time and no name of a machine or user, so that the same run gives the same bytes.
 *
 * @param tool name and version of the program, not empty
 * @param engines versions of the engines that computed, by name
 * @param options the effective options by name; values are strings, numbers, booleans, null, or lists and maps of these
 * @param seed the seed, or null if nothing was random
 * @param inputs what was read, in the order of reading
 * @param java the version of Java
 * @param os name and architecture of the operating system
 */
public record RunManifest(
        String tool,
        Map<String, String> engines,
        Map<String, @Nullable Object> options,
        @Nullable Long seed,
        List<Input> inputs,
        String java,
        String os) {
    /**
     * Something that was read.
     *
     * @param path its path as the caller gave it
     * @param bytes its size on disk, at least 0; for a folder, of all files in it
     * @param sha256 its {@link Fingerprint}, 64 lower-case hex digits
     */
    public record Input(String path, long bytes, String sha256) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Input {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must be at least 0, got " + bytes);
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 must be 64 lower-case hex digits, got " + sha256);
            }
        }
    }

    /**
     * Checks and copies; names are sorted.
     *
     * @throws IllegalArgumentException if {@code tool} is empty or an option has a value that JSON does not have
     */
    public RunManifest {
        if (tool.isEmpty()) {
            throw new IllegalArgumentException("tool must not be empty");
        }
        options.forEach(RunManifest::checkOption);
        engines = Collections.unmodifiableMap(new TreeMap<>(engines));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        inputs = List.copyOf(inputs);
    }

    private static void checkOption(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(element -> checkOption(name, element));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> checkOption(name, element));
        } else if (!(value == null || value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw new IllegalArgumentException("option " + name
                    + " must be a string, number, boolean, list, map or null, got a "
                    + value.getClass().getName());
        }
    }

    /**
     * A manifest of a run on this Java and operating system that has read nothing yet.
     *
     * @param tool name and version of the program, not empty
     * @return the manifest
     * @throws IllegalArgumentException if {@code tool} is empty
     */
    public static RunManifest ofTool(String tool) {
        return new RunManifest(
                tool,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /**
     * The same with a seed.
     *
     * @param newSeed the seed
     * @return the manifest
     */
    public RunManifest withSeed(long newSeed) {
        return new RunManifest(tool, engines, options, newSeed, inputs, java, os);
    }

    /**
     * The same with one more option, or another value for it.
     *
     * @param name its name
     * @param value its effective value
     * @return the manifest
     * @throws IllegalArgumentException if JSON does not have such a value
     */
    public RunManifest withOption(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new TreeMap<>(options);
        more.put(name, value);
        return new RunManifest(tool, engines, more, seed, inputs, java, os);
    }

    /**
     * The same with one more engine.
     *
     * @param name its name
     * @param version its version
     * @return the manifest
     */
    public RunManifest withEngine(String name, String version) {
        Map<String, String> more = new TreeMap<>(engines);
        more.put(name, version);
        return new RunManifest(tool, more, options, seed, inputs, java, os);
    }

    /**
     * The same with one more input, whose bytes are read for its fingerprint.
     *
     * @param path a file, or a folder, which counts with all files in it
     * @return the manifest
     * @throws IOException if it is missing or cannot be read
     */
    public RunManifest withInput(Path path) throws IOException {
        return withInput(input(path));
    }

    private static Input input(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        String sha256 = folder ? Fingerprint.ofDirectory(path) : Fingerprint.sha256(path);
        return new Input(path.toString(), folder ? folderBytes(path) : Files.size(path), sha256);
    }

    /**
     * The same with more inputs, whose bytes are read for their fingerprints.
     *
     * @param paths files or folders
     * @return the manifest
     * @throws IOException if one is missing or cannot be read
     */
    public RunManifest withInputs(List<Path> paths) throws IOException {
        List<Input> more = new ArrayList<>(inputs);
        for (Path path : paths) {
            more.add(input(path));
        }
        return new RunManifest(tool, engines, options, seed, more, java, os);
    }

    /**
     * The same with one more input whose fingerprint is known.
     *
     * @param input the input
     * @return the manifest
     */
    public RunManifest withInput(Input input) {
        List<Input> more = new ArrayList<>(inputs);
        more.add(input);
        return new RunManifest(tool, engines, options, seed, more, java, os);
    }

    private static long folderBytes(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Returns the manifest as JSON has it: keys in a fixed order, options and engines by name. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tool", tool);
        map.put("engines", engines);
        map.put("java", java);
        map.put("os", os);
        map.put("seed", seed);
        map.put("options", options);
        map.put("inputs", inputs.stream().map(RunManifest::inputMap).toList());
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> inputMap(Input input) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", input.path());
        map.put("bytes", input.bytes());
        map.put("sha256", input.sha256());
        return map;
    }
}
