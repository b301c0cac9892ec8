package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.InputFile;
import org.palimpsest.traps.insertion.format.TextFormats;

/** Names of the files that go into an insertion and come out of it. */
public final class InsertionFiles {
    private static final String KNOWN =
            ".jsonl, .json, .txt, .md, .html, .htm, .xhtml and .tex, all also .gz or .zst, .epub, and .bin of tokens";

    private InsertionFiles() {}

    /**
     * Input files by the names under which they come out.
     *
     * @param inputs JSONL files
     * @param folder where the output goes
     * @return paths by name
     * @throws IllegalArgumentException if there is no file, a file is standard input, text or Parquet, a name repeats or is that of the
     *     placements, or the folder is that of an input
     * @throws IOException if folders cannot be compared
     */
    public static SortedMap<String, Path> byName(List<Path> inputs, Path folder) throws IOException {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs must hold 1 file or more, got 0");
        }
        TreeMap<String, Path> files = new TreeMap<>();
        for (Path input : inputs) {
            String name = name(input);
            Path other = files.put(name, input);
            if (other != null) {
                throw new IllegalArgumentException(
                        "inputs must have different file names, got " + other + " and " + input);
            }
            if (name.equals(PlacementFile.NAME)) {
                throw new IllegalArgumentException("inputs must not be named " + PlacementFile.NAME + ", got " + input);
            }
            Path parent = input.toAbsolutePath().getParent();
            if (parent != null && Files.exists(folder) && Files.isSameFile(parent, folder)) {
                throw new IllegalArgumentException(
                        "output folder must not be that of an input, got " + folder + " for " + input);
            }
        }
        return files;
    }

    /**
     * Input files and the files of input folders by the names under which they come out: a file by its own name, one of a folder
     * by its path from there, with {@code /} between names. Hidden files, links out of the folder, and the files that an insertion
     * writes beside its output are passed over, and those that {@link #isDocuments} does not know; documents in Parquet are not.
     *
     * @param inputs files and folders
     * @param folder where the output goes
     * @return paths by name
     * @throws IllegalArgumentException if there is no file, a named one has a format that is not known, a folder has Parquet, a name comes twice, or
     *     the output goes into an input
     * @throws IOException if folders cannot be listed or compared
     */
    public static SortedMap<String, Path> ofTree(List<Path> inputs, Path folder) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                if (folder.toAbsolutePath()
                        .normalize()
                        .startsWith(input.toAbsolutePath().normalize())) {
                    throw new IllegalArgumentException(
                            "output folder must not lie in an input, got " + folder + " for " + input);
                }
                for (Path file : tree(input)) {
                    add(files, names(input.relativize(file)), file);
                }
            } else if (InputFile.isStandardInput(input) || input.getFileName() == null) {
                throw new IllegalArgumentException("inputs must be files, which are read twice, got " + input
                        + "; write standard input to a file first");
            } else {
                requireKnown(input, folder);
                add(files, names(input.getFileName()), input);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    "inputs must hold 1 file of documents or more, got 0 in " + inputs + "; known are " + KNOWN);
        }
        return files;
    }

    private static IllegalArgumentException unknown(Path input) {
        return new IllegalArgumentException("inputs must be of a known format (" + KNOWN + "), got " + input);
    }

    private static void requireKnown(Path input, Path folder) throws IOException {
        if (!isDocuments(input.toString())) {
            throw unknown(input);
        }
        if (names(input.getFileName()).equals(PlacementFile.NAME)
                || names(input.getFileName()).equals(RestorationFile.NAME)) {
            throw new IllegalArgumentException("inputs must not be named " + PlacementFile.NAME + " or "
                    + RestorationFile.NAME + ", got " + input);
        }
        Path parent = input.toAbsolutePath().getParent();
        if (parent != null && Files.exists(folder) && Files.isSameFile(parent, folder)) {
            throw new IllegalArgumentException(
                    "output folder must not be that of an input, got " + folder + " for " + input);
        }
    }

    private static void add(Map<String, Path> files, String name, Path file) {
        Path other = files.put(name, file);
        if (other != null) {
            throw new IllegalArgumentException(
                    "inputs must come out under different names, got " + other + " and " + file + " for " + name);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        Path root = folder.toRealPath();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                String name = names(folder.relativize(path));
                boolean hidden = ("/" + name).contains("/.");
                boolean own = name.equals(PlacementFile.NAME) || name.equals(RestorationFile.NAME);
                if (!hidden && DocumentFormat.of(name) == DocumentFormat.PARQUET) {
                    throw unknown(path);
                }
                if (!hidden
                        && !own
                        && isDocuments(name)
                        && Files.isRegularFile(path)
                        && path.toRealPath().startsWith(root)) {
                    files.add(path);
                }
            }
        }
        return files;
    }

    private static String names(@Nullable Path path) {
        List<String> names = new ArrayList<>();
        if (path != null) {
            path.forEach(name -> names.add(name.toString()));
        }
        return String.join("/", names);
    }

    /**
     * Whether a file's name says that traps can be put into it.
     *
     * @param fileName a name or path
     * @return whether its format is known
     */
    public static boolean isDocuments(String fileName) {
        return DocumentFormat.of(fileName) == DocumentFormat.JSONL
                || TextFormats.of(fileName) != null
                || fileName.endsWith(".epub")
                || fileName.endsWith(".bin");
    }

    /** Name of an input without its folder. */
    static String name(Path input) {
        Path name = input.getFileName();
        if (name == null || InputFile.isStandardInput(input)) {
            throw new IllegalArgumentException("inputs must be files, which are read twice, got " + input
                    + "; write standard input to a file first");
        }
        DocumentFormat format = DocumentFormat.of(name.toString());
        if (format == DocumentFormat.TEXT || format == DocumentFormat.PARQUET) {
            throw new IllegalArgumentException(
                    "inputs must be JSONL (.jsonl or .json, perhaps with .gz or .zst), got " + input);
        }
        return name.toString();
    }
}
