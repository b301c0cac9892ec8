package org.palimpsest.traps.insertion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.palimpsest.corpus.DocumentFormat;
import org.palimpsest.corpus.InputFile;

/** Names of the files that go into an insertion and come out of it. */
public final class InsertionFiles {
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
