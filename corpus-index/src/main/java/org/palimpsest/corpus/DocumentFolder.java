package org.palimpsest.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of documents in a folder and the folders under it. A file or folder whose name starts with a dot is not
 * looked at. A symbolic link is read only if it leads to a file within the folder.
 *
 * @param folder the folder
 * @param files those that a {@link DocumentFormat} fits, in the order of their relative paths, which are compared by
 *     UTF-16 units with {@code /} between names
 * @param others those that no format fits, and links that are not read, in the same order
 */
public record DocumentFolder(Path folder, List<Path> files, List<Path> others) {
    /** Copies. */
    public DocumentFolder {
        files = List.copyOf(files);
        others = List.copyOf(others);
    }

    /**
     * Lists a folder.
     *
     * @param folder the folder
     * @return its files
     * @throws CorruptInputException if no file in it is one of documents
     * @throws IOException if it cannot be listed
     */
    public static DocumentFolder list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        Path root = folder.toRealPath();
        for (Path file : all(folder)) {
            boolean document = DocumentFormat.of(file.toString()) != null && isWithin(file, root);
            (document ? files : others).add(file);
        }
        if (files.isEmpty()) {
            throw new CorruptInputException(
                    folder.toString(),
                    "is a folder without files of documents (.jsonl, .json, .txt, .md, .parquet; all but the last also"
                            + " .gz or .zst); it has " + others.size()
                            + " other files or links that lead out of it; name the files themselves, or another folder");
        }
        return new DocumentFolder(folder, files, others);
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, Integer.MAX_VALUE, new FileVisitOption[0])) {
            return tree.filter(path -> !path.equals(folder) && !isHidden(folder, path))
                    .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(path -> relative(folder, path)))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHidden(Path folder, Path path) {
        for (Path name : folder.relativize(path)) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(Path file, Path root) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return Files.isRegularFile(file);
        }
        return Files.isRegularFile(file) && file.toRealPath().startsWith(root);
    }

    /**
     * The id of a text file of this folder.
     *
     * @param file one of {@link #files}
     * @return its path from the folder, with {@code /} between names on every system
     */
    public String id(Path file) {
        return relative(folder, file);
    }

    private static String relative(Path folder, Path path) {
        List<String> names = new ArrayList<>();
        folder.relativize(path).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }
}
