package org.palimpsest.spark.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A disk that the driver and all executors see under the same paths. */
final class LocalStore implements FileStore {
    @Override
    public Path onDisk(String path) {
        return Path.of(path);
    }

    @Override
    public boolean renamesFolders() {
        return true;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<ListedFile> list(String path) throws IOException {
        Path root = Path.of(path);
        BasicFileAttributes kind = Files.readAttributes(root, BasicFileAttributes.class);
        if (!kind.isDirectory()) {
            return List.of(listed(root, String.valueOf(root.getFileName()), kind));
        }
        List<ListedFile> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = !folder.equals(root) && isHidden(folder);
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isHidden(file)) {
                    BasicFileAttributes real = Files.readAttributes(file, BasicFileAttributes.class);
                    if (real.isRegularFile()) {
                        files.add(listed(file, names(root.relativize(file)), real));
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(ListedFile::name));
        return files;
    }

    private static ListedFile listed(Path file, String name, BasicFileAttributes attributes) {
        return new ListedFile(
                file.toString(),
                name,
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    private static boolean isHidden(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || name.startsWith("_");
    }

    private static String names(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    @Override
    public List<String> children(String folder) throws IOException {
        try (Stream<Path> children = Files.list(Path.of(folder))) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException missing) {
            return List.of();
        }
    }

    @Override
    public long length(String path) throws IOException {
        try {
            return Files.size(Path.of(path));
        } catch (NoSuchFileException missing) {
            return -1;
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(Path.of(path));
    }

    @Override
    public OutputStream create(String path) throws IOException {
        Path file = Path.of(path);
        Files.createDirectories(parent(file));
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    @Override
    public void makeFolder(String path) throws IOException {
        Files.createDirectories(Path.of(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path target = Path.of(to);
        Files.createDirectories(parent(target));
        Files.move(Path.of(from), target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file must lie in a folder, got " + file);
        }
        return parent;
    }

    @Override
    public void delete(String path) throws IOException {
        Path root = Path.of(path);
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // an attempt that ends now has deleted it
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                try {
                    Files.deleteIfExists(folder);
                } catch (DirectoryNotEmptyException written) {
                    delete(folder.toString()); // by an attempt that has not ended yet
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
